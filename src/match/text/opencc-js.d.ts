declare module 'opencc-js/dict/JPShinjitaiCharacters' {
  /** Pairs of a letter as Japan writes it and the traditional one, parted by a space and a bar: `国 國|読 讀`. */
  const pairs: string;
  export default pairs;
}
