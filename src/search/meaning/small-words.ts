/** Words that say little of what is meant: those for a sign, a letter or a key, and those that only join others. */

/** By language, as CLDR and people write them; compared when folded. */
const WORDS: Readonly<Record<string, string>> = {
  en:
    'a an the of and or for in on to with sign symbol mark character letter emoji icon button face flag key ' +
    'small capital latin',
  de: 'der dem ein eine und mit für zeichen symbol buchstabe zeichens taste gesicht smiley',
  nl: 'het een van teken symbool letter gezicht smiley smileys',
  sv: 'ett med tecken symbol bokstav bokstaven tecknet ansikte gubbe smileyer',
  da: 'et med og tegn symbol bogstav ansigt',
  nb: 'tegn tegnet symbol bokstav ansikt',
  fi: 'merkki symboli kirjain kasvot naama',
  hu: 'jele szimbólum betű arc fej',
  fr: 'les du des une avec et signe symbole caractère lettre touche visage qui',
  es: 'el las una signo símbolo carácter letra tecla cara con de que',
  it: 'lo gli di della dello uno segno simbolo carattere lettera tasto faccia con di che',
  pt: 'os da dos um uma sinal símbolo caractere letra tecla rosto com de que',
  ro: 'și semn semnul simbol simbolul litera față',
  pl: 'znak symbol litera twarz',
  cs: 'znak symbol písmeno obličej tvář',
  sk: 'znak symbol písmeno tvár',
  sl: 'znak simbol črka obraz',
  hr: 'znak simbol slovo lice',
  sr: 'знак симбол слово лице',
  bg: 'знак символ буква лице',
  ru: 'с и знак символ буква лицо смайлик',
  uk: 'з та знак символ літера буква обличчя смайлик',
  lt: 'ženklas simbolis raidė',
  lv: 'zīme simbols burts',
  et: 'märk sümbol',
  is: 'tákn stafur stafurinn',
  ka: 'ნიშანი სიმბოლო ასო',
  hy: 'նշան տառ',
  el: 'με και σύμβολο σημείο σήμα γράμμα πρόσωπο φατσούλα φάτσα',
  tr: 'işareti işaret sembolü sembol simgesi simge harfi harf yüz surat doğru',
  ar: 'علامة رمز حرف وجه',
  fa: 'علامت نماد نشان حرف صورت',
  he: 'סימן סמל אות פנים פרצוף',
  ur: 'نشان علامت حرف',
  hi: 'का की के चिह्न चिन्ह प्रतीक निशान अक्षर चेहरा',
  bn: 'চিহ্ন প্রতীক অক্ষর মুখ',
  ta: 'குறி சின்னம் எழுத்து முகம்',
  te: 'గుర్తు చిహ్నం అక్షరం',
  th: 'เครื่องหมาย สัญลักษณ์ ตัวอักษร หน้า',
  id: 'tanda simbol huruf wajah',
  ms: 'tanda simbol huruf muka',
  vi: 'dấu ký hiệu biểu tượng chữ mặt',
  ja: '記号 マーク 符号 文字 の キー 顔',
  ko: '기호 표시 문자 부호 얼굴',
  zh: '符号 符號 记号 標誌 标志 图标 的 键 鍵 字母 脸 臉',
};

/** All of them. */
export const SMALL_WORDS: ReadonlySet<string> = new Set(Object.values(WORDS).flatMap((words) => words.split(' ')));

/** The same as they are compared. */
export function foldedSmallWords(folded: (word: string) => string): ReadonlySet<string> {
  return new Set(Array.from(SMALL_WORDS, folded));
}

/** Articles, numerals and classifiers that stand before a noun, by language; compared when folded. */
const ARTICLES: Readonly<Record<string, string>> = {
  de: 'der die das den dem ein eine einen',
  nl: 'de het een',
  sv: 'en ett',
  da: 'en et',
  nb: 'en et',
  fr: 'le la les l un une',
  it: 'il lo la gli le l un uno una',
  es: 'el la los las un una unos unas',
  pt: 'os as um uma uns umas',
  ca: 'el la els les l un una',
  ro: 'un',
  el: 'ο η το οι τα ένας μια ένα',
  hu: 'az egy',
  fil: 'ang',
  tr: 'bir',
  vi: 'một con cái chiếc quả cây bông',
  id: 'sebuah seekor secangkir segelas',
};

/** The languages that have an article, by the folded article. */
export function languagesByArticle(folded: (word: string) => string): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const [language, articles] of Object.entries(ARTICLES)) {
    for (const article of articles.split(' ').map(folded)) {
      found.set(article, [...(found.get(article) ?? []), language]);
    }
  }
  return found;
}
