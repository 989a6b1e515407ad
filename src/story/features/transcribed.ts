/**
 * Characters with which Chinese transcribes foreign names, after the tables of Xinhua (*Names of the World's Peoples*):
 * first those that do little else, then those that are words of their own as well and count only beside the first.
 */
const SELDOM_ELSE = new Set(
  '阿埃艾奥巴拜贝宾伯勃博布查茨达戴丹蒂迪厄恩尔菲芬弗福盖戈哈亨赫胡霍基吉加贾杰卡凯坎柯科肯库奎拉莱兰朗劳勒蕾雷里莉利丽琳龙卢鲁伦罗洛玛迈曼梅蒙米密莫默姆穆纳娜妮涅努诺帕潘佩彭皮珀普奇恰切乔琼茹萨塞桑瑟莎舍施史斯丝司索塔泰坦汤特滕提托瓦旺韦维魏沃乌伍西希夏香谢辛休逊雅亚扬耶叶伊因英尤约扎詹治兹佐',
);
const ALSO = new Set(
  '爱安班本比宾波材登德东杜多法范费冯富甘高格根古顾贵汉豪华怀黄金克拉来理力立连列林琳隆路马麦门明南内能尼宁纽农欧平奇强其森山尚圣什苏孙太腾田廷图万威温文翁锡小星雪亚伊以于宇云泽珍朱子',
);
const MIN = 2;
const MAX = 8;

/** Runs of such characters in a run of Han characters, which may be names. */
export function transcribedIn(run: string): { text: string; at: number }[] {
  const found: { text: string; at: number }[] = [];
  let start = 0;
  for (let at = 0; at <= run.length; at += 1) {
    const letter = run[at];
    if (letter !== undefined && (SELDOM_ELSE.has(letter) || ALSO.has(letter))) continue;
    const text = run.slice(start, at);
    if (text.length >= MIN && text.length <= MAX && isMostlySeldomElse(text)) found.push({ text, at: start });
    start = at + 1;
  }
  return found;
}

function isMostlySeldomElse(text: string): boolean {
  return 2 * [...text].filter((letter) => SELDOM_ELSE.has(letter)).length >= text.length;
}
