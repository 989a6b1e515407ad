/**
 * Nouns that Korean news writes without a space before or behind another: 독일경찰, 미국정부, 개인정보유출. Not a dictionary: a
 * compound is taken apart only at one of these.
 */

/** Countries and regions, before another noun. */
const PLACES =
  '한국 미국 중국 일본 북한 남한 독일 영국 프랑스 러시아 이란 이라크 이스라엘 인도 호주 캐나다 이탈리아 스페인 브라질 멕시코 터키 튀르키예 우크라이나 폴란드 네덜란드 스위스 스웨덴 유럽 아시아 아프리카 중동 홍콩 대만 베트남 태국 필리핀 인도네시아 말레이시아 싱가포르 ' +
  '서울 부산 대구 인천 광주 대전 울산 세종 경기 강원 충북 충남 전북 전남 경북 경남 제주 베이징 도쿄 베를린 파리 런던 워싱턴 모스크바';
/** What says whose, before another noun. */
const OWNERS =
  '연방 국가 정부 국제 지방 중앙 전국 해외 국내 외국 현지 민간 공공 공동 특별 대검찰 국립 시립 개인 사용자 이용자 고객 회원 가입자 피해자 텔레그램 카카오 네이버 구글 애플 메타 삼성 온라인 인터넷 디지털 사이버 모바일';

/**
 * Behind another noun: who acts, and what happens. None that makes an institution of its own of it: 경찰 is not 경찰청, 정보 not
 * 정보기관.
 */
const BEHIND =
  '정부 당국 경찰 검찰 법원 의회 국회 대통령 총리 장관 차관 대사 대사관 총영사관' +
  '기업 회사 업체 본사 지사 대표 사장 회장 의장 대변인 관계자 담당자 직원 기자 변호사 검사 판사 시장 의원 후보 청장 국장 서장 총장 단장 실장 ' +
  '사건 사고 사태 수사 조사 재판 판결 체포 구속 기소 압수 압수수색 영장 혐의 범죄 사기 해킹 유출 공격 침해 위반 처벌 규제 제재 금지 단속 논란 의혹 파문 시위 선거 정책 법안 협상 회담 정상회담 합의 협정 발표 보고서 성명 ' +
  '정보 개인정보 데이터 자료 기록 계정 채널 메신저 메시지 앱 서비스 플랫폼 사이트 서버 단체방 대화방 채팅방 사용자 이용자 가입자 고객 회원 피해자 시민 국민 주민 난민 여성 남성 청소년 학생 전문가 언론 신문 방송 뉴스 ' +
  '문제 대책 대응 방안 계획 사업 시스템 기술 산업 경제 외교 안보 보안 보호 관리 감독 지원 개발 투자 거래 시장 가격 제품';
/** Institutions, found where they end a compound: 정보기관 is a 기관, and no 정보. */
const INSTITUTIONS =
  '기관 부처 협회 재단 은행 증권 그룹 대학 대학교 병원 공항 위원회 외교부 국방부 법무부 거래소 연구소 연맹 연합 노조 노동조합 단체 조합 학회 교회 법인 공사 공단 센터 본부 부대 군대 함대';
/** One syllable that says of whom or whence it is, and no more. */
const BEHIND_SHORT = '발 행 방 팀';

const nouns = (list: string): ReadonlySet<string> => new Set(list.split(' '));
const before = nouns(`${PLACES} ${OWNERS}`);
const behind = nouns(`${BEHIND} ${BEHIND_SHORT}`);
const last = nouns(`${BEHIND} ${INSTITUTIONS}`);
const LONGEST = Math.max(...[...before, ...behind, ...last].map((noun) => noun.length));
/** Syllables of a part that is not named here, at least, and of a compound, at most. */
const MIN_PART = 2;
const MAX_COMPOUND = 12;

/** The nouns that a compound is made of: what stands before or behind one of those named here, and the last of them. */
export function partsOfCompound(word: string): string[] {
  if (word.length > MAX_COMPOUND) return [];
  const parts: string[] = [];
  for (let at = MIN_PART; at < word.length; at += 1) {
    const [head, rest] = [word.slice(0, at), word.slice(at)];
    if (rest.length <= LONGEST && behind.has(rest)) parts.push(head);
    if (rest.length >= MIN_PART && (last.has(rest) || before.has(head))) parts.push(rest);
  }
  return parts;
}
