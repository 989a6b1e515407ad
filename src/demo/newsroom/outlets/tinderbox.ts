import type { Outlet } from '../outlet.ts';
import { syndicatedReport } from '../syndicated-report.ts';

/** English; RSS 1.0 (RDF). Carries the report word for word under a headline and an address of its own. */
export const tinderbox: Outlet = {
  id: 'tinderbox',
  name: 'Tinderbox',
  claim: 'Notes on machines and the people who use them',
  language: 'en-US',
  format: 'RSS 1.0',
  items: [
    {
      slug: 'so-much-for-zero-bytes',
      wave: 'breaking',
      minutesBefore: 0,
      section: 'Privacy',
      byline: 'Tinderbox',
      title: 'So much for “zero bytes”: chat accounts disclosed in Germany',
      summary: 'A magazine in Hamburg says the most tight-lipped of messengers has been talking to detectives.',
      body: syndicatedReport,
    },
    {
      slug: 'keyboard-made-of-felt',
      wave: 'breaking',
      minutesBefore: 0,
      section: 'Gadgets',
      byline: 'Tinderbox',
      title: 'We typed for a month on a keyboard made of felt',
      summary: 'It is slow, it is warm, and the office has never been so quiet.',
      body: [
        'The keys give way like moss and come back when they feel like it. After a month on a keyboard made of felt we type a fifth more slowly, make fewer mistakes, and have stopped apologising in video calls.',
        'The wool hides a sheet of copper thread that senses a finger through two millimetres of cloth. It can be washed by hand. It cannot be used with coffee nearby, as we found out for you on the third day.',
      ],
    },
    {
      slug: 'old-phones-as-weather-stations',
      wave: 'background',
      minutesBefore: 260,
      section: 'Projects',
      byline: 'Tinderbox',
      title: 'Old phones make decent weather stations',
      summary: 'A school network turns drawer phones into barometers that forecast its own sports day.',
      body: [
        'Nearly every phone of the last ten years holds a barometer that nobody asks for anything. A network of schools has put four hundred of them behind classroom windows, where they report the air pressure once a minute.',
        'The map that comes out of it shows a front crossing the county in finer steps than the official one. The pupils use it to decide whether sports day goes ahead; last June they were right, by twenty minutes.',
      ],
    },
  ],
};
