/** Words that say little of what is meant: those for a sign, a letter or a key, and those that only join others. */

/** By language, as CLDR and people write them; compared when folded. */
const WORDS: Readonly<Record<string, string>> = {
  en:
    'a an the of and or for in on to with sign symbol mark character letter emoji icon button face flag key ' +
    'small capital latin',
  de: 'der dem ein eine und mit für zeichen symbol buchstabe zeichens taste',
  nl: 'het een van teken symbool letter',
  sv: 'ett med tecken symbol bokstav bokstaven tecknet',
  da: 'et med og tegn symbol bogstav',
  nb: 'tegn tegnet symbol bokstav',
  fi: 'merkki symboli kirjain',
  hu: 'jele szimbólum betű',
  fr: 'les du des une avec et signe symbole caractère lettre touche',
  es: 'el las una signo símbolo carácter letra tecla',
  it: 'lo gli di della dello uno segno simbolo carattere lettera tasto',
  pt: 'os da dos um uma sinal símbolo caractere letra tecla',
  ro: 'și semn semnul simbol simbolul litera',
  pl: 'znak symbol litera',
  cs: 'znak symbol písmeno',
  hr: 'znak simbol slovo',
  ru: 'с и знак символ буква',
  uk: 'з та знак символ літера буква',
  el: 'με και σύμβολο σημείο σήμα γράμμα',
  tr: 'işareti işaret sembolü sembol simgesi simge harfi harf',
  ar: 'علامة رمز حرف',
  fa: 'علامت نماد نشان حرف',
  he: 'סימן סמל אות',
  hi: 'का की के चिह्न चिन्ह प्रतीक निशान अक्षर',
  id: 'tanda simbol huruf',
  vi: 'dấu ký hiệu biểu tượng chữ',
  ja: '記号 マーク 符号 文字',
  ko: '기호 표시 문자 부호',
  zh: '符号 符號 记号 標誌 标志',
};

/** All of them. */
export const SMALL_WORDS: ReadonlySet<string> = new Set(Object.values(WORDS).flatMap((words) => words.split(' ')));
