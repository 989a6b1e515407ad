import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a server of embeddings was asked. */
export interface EmbeddingRequest {
  path: string;
  authorization: string | undefined;
  model: string;
  input: string;
}

/** Answers one request, whose body has been read. */
export type EmbeddingAnswerer = (asked: EmbeddingRequest, response: ServerResponse, request: IncomingMessage) => void;

/** A server with the OpenAI-compatible API of embeddings, on loopback. */
export interface EmbeddingServer {
  /** Base address, `…/v1`. */
  url: string;
  asked: EmbeddingRequest[];
  /** How it answers from now on. */
  answers(answer: EmbeddingAnswerer): void;
  close(): Promise<void>;
}

/** Starts a server that answers with what `vectorFor` makes of a text, until it is told otherwise. */
export async function startEmbeddingServer(
  vectorFor: (text: string) => number[] = () => [1, 0],
): Promise<EmbeddingServer> {
  let answer: EmbeddingAnswerer = ({ input }, response) => answerWith(response, vectorFor(input));
  const asked: EmbeddingRequest[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { model, input } = JSON.parse(Buffer.concat(chunks).toString() || '{}');
    const one = { path: request.url ?? '', authorization: request.headers.authorization, model, input };
    asked.push(one);
    answer(one, response, request);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    asked,
    answers: (next) => {
      answer = next;
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Answers as servers of embeddings do. */
export function answerWith(response: ServerResponse, embedding: unknown): void {
  response.setHeader('content-type', 'application/json');
  response.end(
    JSON.stringify({
      object: 'list',
      data: [{ object: 'embedding', index: 0, embedding }],
      model: 'test',
      usage: { prompt_tokens: 1, total_tokens: 1 },
    }),
  );
}

/** A port of loopback at which nobody answers. */
export async function closedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
