/** Requests answered by one statement at most. */
const MAX_SIZE = 500;

/**
 * Makes one call out of many: while `work` is under way, further requests wait together for the next call, so that the
 * busier it is the more they share. Each request gets its own answer, or the error of the call it was part of.
 *
 * @param work Answers requests in their order.
 */
export function createBatch<In, Out>(work: (requests: In[]) => Promise<Out[]>): (request: In) => Promise<Out> {
  interface Waiting {
    request: In;
    resolve: (answer: Out) => void;
    reject: (error: unknown) => void;
  }
  const waiting: Waiting[] = [];
  let working = false;

  async function run(): Promise<void> {
    working = true;
    while (waiting.length > 0) {
      const batch = waiting.splice(0, MAX_SIZE);
      try {
        const answers = await work(batch.map(({ request }) => request));
        for (const [index, { resolve }] of batch.entries()) resolve(answers[index] as Out);
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    working = false;
  }

  return (request) =>
    new Promise((resolve, reject) => {
      waiting.push({ request, resolve, reject });
      // A moment later, for those that come in the same one.
      if (!working) {
        working = true;
        setImmediate(run);
      }
    });
}
