/**
 * How readers' comments look, as data: the words for them in the languages with the most news sites.
 */

/** How a word of a class or an id begins that names readers' comments. Lower case. */
export const TALK_NAMES = [
  'comment, cmt, kommentar, leserkommentar, usercomment, commentaire, comentari, commenti, reactie, komentar, komentarz, kommentit',
  'yorum, hozzaszol, sholia, binhluan, talkback, disqus, livefyre, viafoura, spotim, openweb, coral, ugc, leserbrief, leserpost',
  'lesermeinung, leserforum, leserstimme, readerresponse, readerreaction, opinionesdelector, diskus, diskuze, keskustelu',
].flatMap((names) => names.split(', '));

/** Words that name them only where they look like it, too. */
export const LOOSE_TALK_NAMES =
  /^(?:forum|foren|discussions?|debate|conversation|respond|responses?|replies|reply|reactions?|opinions?|community|guestbook|posts|thread|feedback)/;

/** Headings above them, without numbers. Lower case. */
export const TALK_LABELS = new Set(
  [
    'comment, comments, readers comments, reader comments, readers’ comments, join the conversation, join the discussion, join the debate',
    'leave a comment, post a comment, discussion, conversation, responses, replies, thoughts, thought, all comments, latest comments, user comments',
    'what readers say, reader reactions, have your say, your comments, top comments, view comments, show comments',
    'kommentar, kommentare, leserkommentare, nutzerkommentare, leserbriefe, lesermeinungen, lesermeinung, lesermeinungen zum artikel, diskussion',
    'diskutieren sie mit, alle kommentare, ihre meinung, ihre kommentare, beiträge, leserbeiträge, leserstimmen, forum, community',
    'commentaire, commentaires, vos commentaires, vos réactions, réactions, réagir, les commentaires, réactions des lecteurs, commenter, tous les commentaires',
    'i commenti dei lettori, commenti dei lettori, talk back, talkback, leave a reply, write a comment, post a reply, opiniones de los lectores, opinión de los lectores, comentarios de lectores, opinioni dei lettori, opiniões dos leitores, meningen van lezers, opinie czytelników, komentarze czytelników, názory čtenářů',
    'comentario, comentarios, opiniones, tu comentario, comentarios de los lectores, deja un comentario, únete a la conversación, comentaris',
    'commento, commenti, i commenti, i vostri commenti, lascia un commento, commenti dei lettori, tutti i commenti',
    'comentário, comentários, comente, os comentários, deixe um comentário, comentários dos leitores',
    'reactie, reacties, opmerkingen, reageer, alle reacties, lezersreacties, praat mee',
    'kommentarer, kommentera, läsarkommentarer, kommentér, debat, diskusjon, diskutera, debatt, keskustelu, kommentit, kommentti',
    'komentarz, komentarze, opinie, skomentuj, komentarzy, diskuse, diskuze, diskusia, komentáře, komentář, komentáre, příspěvky',
    'komentari, komentar, komentarji, komentaras, komentarai, komentāri, kommentaarid, hozzászólás, hozzászólások, kommentek',
    'comentariu, comentarii, spune-ți părerea, коментари, коментар, коментарі, комментарии, комментарий, комментариев, обсуждение, отзывы, мнения читателей',
    'yorum, yorumlar, yorumlarınız, okur yorumları, şərhlər, σχόλια, σχόλιο, תגובות, תגובה, تعليق, تعليقات, التعليقات, تعليقات القراء, آراء القراء',
    'نظر, نظرات, نظرات کاربران, دیدگاه, دیدگاه ها, دیدگاه‌ها, تبصرے, टिप्पणी, टिप्पणियाँ, टिप्पणियां, मंतव्य, মন্তব্য, কমেন্ট, கருத்துகள், ความคิดเห็น, แสดงความคิดเห็น',
    'bình luận, ý kiến bạn đọc, ý kiến, komentar pembaca, komen, コメント, コメント一覧, みんなのコメント, 読者の声, 댓글, 전체 댓글, 의견, 독자 의견',
    '评论, 评论区, 网友评论, 全部评论, 最新评论, 热门评论, 热评, 留言, 跟帖, 評論, 網友評論, 讀者留言, 讀者意見, 回應',
  ].flatMap((labels) => labels.split(', ')),
);

/** What a heading goes on with: "3 comments on “…”". */
export const TALK_ABOUT = /\s(?:on|to|zu|zum|zur|sur|à|sobre|su|op|om|til|till|o|na|к|на)\s.*$/u;
