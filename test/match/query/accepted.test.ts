import { parseQuery } from '../../../src/match/query/parser.ts';

/** The terms that a query without operators looks for. */
function wordsOf(query: string): string[] {
  const parsed = parseQuery(query);
  if (parsed.kind === 'invalid') throw new Error(parsed.errors.map(({ message }) => message).join(' '));
  const nodes = parsed.tree.kind === 'and' ? parsed.tree.operands : [parsed.tree];
  return nodes.map((node) => (node.kind === 'term' ? node.text : node.kind));
}

describe('the language', () => {
  it.each([
    '("Northwind Bank" OR Northwind OR {NWB}) AND ("data breach" OR hack* OR leak* OR ransomware) NOT (football OR "Northwind Arena")',
    'title:("Aurora Motors" OR "Aurora EV") AND (recall* NEAR/5 (brake* OR batter* OR airbag*))',
    '(Telegram NEAR/15 (BKA OR Bundeskriminalamt OR "Federal Criminal Police")) NOT site:example.com',
    '("wind farm" OR "wind farms" OR windpark*) ONEAR/3 (protest* OR Klage* OR lawsuit)',
    '(merger NEAR/2f (talks OR deal)) AND lang:en AND -rumour',
    '((Acme OR "Acme Corp") NEAR/4 (chief NEAR/0 executive)) AND (resign* OR "steps down"~2)',
    '“climate strike” OR „Klimastreik“ OR «grève pour le climat»',
    '#opendata OR #OpenGovernment OR (transparen* AND parliament)',
    '<<< names of the firm >>> (Contoso OR "Contoso Ltd") <<<and what it did>>> AND (fined OR penalt*)',
    'title:election AND site:(example.org OR "news.example.com") AND lang:(de OR fr)',
    '((("supply chain" NEAR/6 (shortage* OR delay*)) OR "port congestion") AND (Rotterdam OR Hamburg OR Antwerp*)) NOT (podcast OR newsletter)',
    'author:"Jane Doe" AND (title:budget OR title:deficit)',
    'ATLEAST/3(hydrogen) AND FIRST/50(Fabrikam OR "Fabrikam AG") NOT tag:sport',
    '{SAP} AND (cloud* OR ERP) NOT ("tree sap" OR maple)',
    'country:(DE OR AT OR CH) AND (Krankenkasse* NEAR/8 Beitrag*)',
    '(wom?n NEAR/3 (board* OR director*)) NOT NEAR/10 (football OR soccer)',
    '((strike OR walkout) NEAR/s (train* OR rail*)) AND (cancel* OR "no service")',
    'url:example.org/politics AND (minister* ONEAR/2 resign*)',
    '(“Tailspin Toys” or tailspin) and (recall or "choking hazard") not (“toy story” or film)',
    '((drone* NEAR/5 airport*) OR (UAV NEAR/5 (runway OR terminal))) AND -game -film -"video game"',
    'headline:(Litware OR "Litware Inc.") OR (Litware NEAR/20f (shares OR stock OR investor*))',
    '=Apple AND (iPhone OR iPad OR "App Store") AND -"apple pie" AND -orchard*',
    '[(vaccin* NEAR/6 (approv* OR authoris* OR authoriz*)) OR "marketing authorisation"] AND (EMA OR {FDA})',
    '("AT&T" OR "C++" OR "U.S. Steel" OR "Disney+") AND ("anti-trust" OR antitrust)',
    '(東京電力 OR "Tokyo Electric" OR TEPCO) AND (排水 OR "treated water" OR (water NEAR/3 release*))',
    '(@bka OR polic*) NEAR/25 ("user data" OR Nutzerdaten OR Bestandsdaten*)',
  ])('takes %s', (query) => {
    expect(parseQuery(query)).toMatchObject({ kind: 'parsed' });
  });

  it.each([
    ...['same', 'first', 'title', 'headline', 'near-by', 'nearby', 'w', 's', 'p', 'pre', 'adj', 'atleast', 'within'],
    ...['andrew', 'orange', 'notable', 'C++', 'C#', '.NET', 'AT&T', 'U.S.', "don't", '12:30', '3.14', '24/7', 'A/B'],
    ...['first50', 'F16', 'TCP/IP', '警察', '텔레그램', 'Straße', 'x-ray', 'e-mail', 'on/off'],
  ])('looks for %s, whatever it resembles', (word) => {
    expect(wordsOf(word)).toEqual([word]);
  });

  it('keeps words that name an operator or a scope elsewhere apart from what follows them', () => {
    expect(wordsOf('same title (first) w pre')).toEqual(['same', 'title', 'first', 'w', 'pre']);
  });

  it('takes an address behind url:, with and without parentheses or quotation marks', () => {
    for (const query of [
      'url:https://www.example.org/x',
      'url:"https://www.example.org/x"',
      'url:(https://www.example.org/x)',
    ]) {
      expect(parseQuery(query)).toMatchObject({
        tree: { kind: 'scope', scope: 'url', operand: { kind: 'term', text: 'https://www.example.org/x' } },
      });
    }
  });

  it('counts a Hangul syllable as two letters of a word with wildcards', () => {
    expect(wordsOf('텔레*')).toEqual(['텔레*']);
  });

  it('reads the names other languages have for a scope, and UK as the country GB', () => {
    expect(parseQuery('publication:example')).toMatchObject({ tree: { scope: 'source' } });
    expect(parseQuery('country:(UK AND NOT fr)')).toMatchObject({
      tree: { operand: { operands: [{ text: 'GB' }, { operand: { text: 'fr' } }] } },
    });
    expect(parseQuery('tag:UK')).toMatchObject({ tree: { operand: { text: 'UK' } } });
  });

  it('says where two words without an operator were joined by AND', () => {
    expect(parseQuery('Telegram\nBKA')).toMatchObject({
      notices: [{ line: 2, column: 1, offset: 9, length: 3, message: expect.stringContaining('read as AND') }],
    });
    expect(parseQuery('Telegram -BKA')).toMatchObject({ notices: [] });
  });
});
