/** Case and topic particles of Korean (National Institute of Korean Language, Standard Korean Dictionary, class 조사), those of the written press. */
export const KOREAN_PARTICLES: readonly string[] =
  '이 가 은 는 을 를 의 에 에서 에게 에게서 께 께서 로 으로 로서 으로서 로써 으로써 와 과 도 만 까지 부터 보다 처럼 라고 이라고 라는 이라는 들 들이 들은 들을 들의 에는 에도 에서는 에서도 로는 으로는 만의 과의 와의'.split(
    ' ',
  );
