import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  CompletionRequest,
  createProtocolConnection,
  type Diagnostic,
  DidOpenTextDocumentNotification,
  ExitNotification,
  HoverRequest,
  InitializedNotification,
  InitializeRequest,
  type MarkupContent,
  PublishDiagnosticsNotification,
  ShutdownRequest,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver-protocol/node';

/** A place in a text, as editors count: from 0. */
export interface Position {
  line: number;
  character: number;
}

/** The YAML language server that editors use, spoken to as they do. */
export interface LanguageServer {
  /** Opens a file of this text in `directory`, which need not be there. */
  open(directory: string, text: string): Promise<OpenFile>;
  /** Ends the server as an editor does. Resolves with its exit code. */
  close(): Promise<number | null>;
}

/** What the server says of an open file. */
export interface OpenFile {
  /** Faults, each `line: message`, the line from 1. */
  faults: string[];
  /** Labels of what may be put there. */
  completions(at: Position): Promise<string[]>;
  /** Markdown; empty where nothing is said. */
  hover(at: Position): Promise<string>;
}

/** Starts the server over standard input and output. */
export async function startLanguageServer(): Promise<LanguageServer> {
  const program = resolve('node_modules/yaml-language-server/bin/yaml-language-server');
  const { NODE_OPTIONS, ...env } = process.env;
  const child = spawn(process.execPath, [program, '--stdio'], { env, stdio: ['pipe', 'pipe', 'inherit'] });
  const connection = createProtocolConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  const waiting = new Map<string, (diagnostics: Diagnostic[]) => void>();
  connection.onNotification(PublishDiagnosticsNotification.type, ({ uri, diagnostics }) => {
    waiting.get(uri)?.(diagnostics);
  });
  connection.listen();
  await connection.sendRequest(InitializeRequest.type, {
    processId: process.pid,
    rootUri: null,
    capabilities: { textDocument: { completion: { completionItem: { snippetSupport: true } } } },
  });
  await connection.sendNotification(InitializedNotification.type, {});

  let opened = 0;
  return {
    async open(directory, text) {
      opened += 1;
      const uri = pathToFileURL(resolve(directory, `open-${opened}.yaml`)).href;
      const { promise, resolve: tell } = Promise.withResolvers<Diagnostic[]>();
      waiting.set(uri, tell);
      await connection.sendNotification(DidOpenTextDocumentNotification.type, {
        textDocument: { uri, languageId: 'yaml', version: 1, text },
      });
      const diagnostics = await promise;
      const textDocument = { uri };
      return {
        faults: diagnostics.map(({ range, message }) => `${range.start.line + 1}: ${message}`),
        async completions(position) {
          const answer = await connection.sendRequest(CompletionRequest.type, { textDocument, position });
          return (Array.isArray(answer) ? answer : (answer?.items ?? [])).map(({ label }) => label);
        },
        async hover(position) {
          const answer = await connection.sendRequest(HoverRequest.type, { textDocument, position });
          return answer ? (answer.contents as MarkupContent).value : '';
        },
      };
    },
    async close() {
      const ended = once(child, 'close');
      await connection.sendRequest(ShutdownRequest.type);
      await connection.sendNotification(ExitNotification.type);
      const [code] = await ended;
      connection.dispose();
      return code;
    },
  };
}
