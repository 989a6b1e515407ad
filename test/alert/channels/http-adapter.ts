import { createChannels } from '../../../src/alert/channels.ts';
import type { ChannelConfig } from '../../../src/model/delivery.ts';
import { createHttpClient } from '../../../src/net/client.ts';
import { type HttpAnswer, type Post, startHttpReceiver } from '../support/http-receiver.ts';
import type { ContractAdapter, Scene } from './contract.ts';

/** A service that is told over HTTP. */
export interface HttpService extends Omit<ContractAdapter, 'attempt'> {
  /** The channel, when the service is at this origin; without a slash at its end. */
  channelAt(origin: string): ChannelConfig;
  answers: Record<'takes' | 'throttles' | 'fails' | 'refuses', HttpAnswer>;
}

/** The contract's side of a service that is told over HTTP. */
export function httpAdapter({ channelAt, answers, ...rest }: HttpService): ContractAdapter {
  const answerTo = (scene: Scene, elsewhere: string): HttpAnswer => {
    switch (scene) {
      case 'breaks off':
        return 'hang up';
      case 'redirects':
        return { status: 307, headers: { location: elsewhere } };
      case 'echoes':
        return (response, post) => response.writeHead(400).end(said(post));
      default:
        return answers[scene];
    }
  };
  return {
    ...rest,
    async attempt(scene, delivery) {
      const [service, within] = await Promise.all([startHttpReceiver(), startHttpReceiver()]);
      const http = createHttpClient({ allow: ['127.0.0.0/8'], userAgent: 'Wirewatch test' });
      try {
        // Again, for who tries something else once.
        service.answerWith(...Array.from({ length: 3 }, () => answerTo(scene, within.url)));
        const channels = createChannels({ http, storeInboxMessage: async () => {} });
        const outcome = await channels.send(
          { id: 'newsdesk', timeZone: 'UTC', channel: channelAt(service.origin) },
          delivery,
        );
        return { outcome, arrived: service.posts.map(({ body }) => body), elsewhere: within.posts.length };
      } finally {
        await http.close();
        await Promise.all([service.close(), within.close()]);
      }
    },
  };
}

function said({ path, headers, body }: Post): string {
  return JSON.stringify({ ok: false, error: path, description: `${path} ${JSON.stringify(headers)}`, message: body });
}
