import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { type Line, linesOf, MAX_LINE_BYTES } from '../shared/lines.ts';
import { articleOf, type GivenArticle, readArticleLine, readExtractedArticle } from './article-line.ts';

/** Stands for standard input in place of the name of a file. */
export const STANDARD_INPUT = '-';

/** What a file of articles may be, for the help of a verb. */
export const FORMS_OF_FILES = `
A file holds articles as JSON, one a line, all but id may be missing:
  {"id":"a1","title":"…","text":"…","url":"https://…","language":"de"}
or what \`wirewatch extract --json\` prints; or, when its name ends in .txt, one article: the title on the first line, the
text below it. - is standard input.`;

/**
 * The articles of files, each as soon as it is read. A file that cannot be read is told on standard error, the next is
 * gone on with, and the exit code will be 1; so it will when something in a file is no article.
 *
 * @param form `lines`: of JSON, whatever a file is called; `byName`: as {@link FORMS_OF_FILES} says.
 */
export async function* articlesIn(files: readonly string[], form: 'lines' | 'byName'): AsyncGenerator<GivenArticle> {
  for (const file of files) {
    try {
      for await (const given of articlesOf(file, form)) {
        if (given.kind === 'unreadable') process.exitCode = 1;
        yield given;
      }
    } catch (error) {
      if (!isSystemError(error)) throw error;
      console.error(`Cannot read ${JSON.stringify(file)}: ${REASONS[error.code ?? ''] ?? error.code}.`);
      process.exitCode = 1;
    }
  }
}

async function* articlesOf(file: string, form: 'lines' | 'byName'): AsyncGenerator<GivenArticle> {
  if (form === 'byName' && /\.txt$/i.test(file)) yield await readPlainArticle(file);
  else if (form === 'lines') for await (const line of linesOf(open(file))) yield await readArticleLine(line);
  else yield* readJson(linesOf(open(file)), file === STANDARD_INPUT ? 'standard input' : basename(file));
}

/** Articles a line; or one as it was extracted, over several lines, of which the first is a brace. */
async function* readJson(lines: AsyncIterable<Line>, name: string): AsyncGenerator<GivenArticle> {
  /** What may be such a one; empty where it is none. */
  let kept: Line[] = [];
  let length = 0;
  for await (const line of lines) {
    const mayOpen = line.number === 1 && line.kind === 'line' && line.text.trim() === '{';
    if (kept.length === 0 && !mayOpen) {
      yield await readArticleLine(line);
      continue;
    }
    kept.push(line);
    length += line.kind === 'line' ? line.text.length : MAX_LINE_BYTES;
    if (length < MAX_LINE_BYTES) continue;
    for (const one of kept) yield await readArticleLine(one);
    kept = [];
  }
  const extracted = kept.length > 0 ? await readExtractedArticle(kept, name) : null;
  if (extracted) yield extracted;
  else for (const line of kept) yield await readArticleLine(line);
}

const REASONS: Record<string, string> = {
  ENOENT: 'no such file',
  ENOTDIR: 'no such file',
  EISDIR: 'it is a directory',
  EACCES: 'no permission to read it',
  EPERM: 'no permission to read it',
};

function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error;
}

function open(file: string): AsyncIterable<Uint8Array> {
  return file === STANDARD_INPUT ? process.stdin : createReadStream(file);
}

async function readPlainArticle(file: string): Promise<GivenArticle> {
  const id = basename(file);
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of open(file)) {
    length += chunk.length;
    if (length > MAX_LINE_BYTES) {
      return { kind: 'unreadable', id, reason: `${id}: longer than ${MAX_LINE_BYTES / 2 ** 20} MiB` };
    }
    chunks.push(chunk);
  }
  const [title = '', ...lines] = new TextDecoder().decode(Buffer.concat(chunks)).trim().split(/\r?\n/);
  return articleOf({ id, title, text: lines.join('\n').trim() });
}
