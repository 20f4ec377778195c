/** How a count is printed: `iv`, `d`, `第四`, `٤`. Formats by their names in WordprocessingML. */

type Format = (count: number) => string;

const ROMAN: readonly (readonly [number, string])[] = [
  [1000, 'm'],
  [900, 'cm'],
  [500, 'd'],
  [400, 'cd'],
  [100, 'c'],
  [90, 'xc'],
  [50, 'l'],
  [40, 'xl'],
  [10, 'x'],
  [9, 'ix'],
  [5, 'v'],
  [4, 'iv'],
  [1, 'i'],
];

function roman(count: number): string {
  let rest = count;
  let out = '';
  for (const [value, letters] of ROMAN) for (; rest >= value; rest -= value) out += letters;
  return out;
}

/** `a` … `z`, `aa`, `bb`: Word repeats the letter. */
const letter = (count: number): string =>
  String.fromCharCode(97 + ((count - 1) % 26)).repeat(Math.min(1 + Math.floor((count - 1) / 26), 30));

const DIGITS = '〇一二三四五六七八九';
const UNITS = ['', '十', '百', '千'];

/** 12 is 十二, 105 is 一百零五; above 9999 in figures. */
function chinese(count: number): string {
  if (count > 9999) return String(count);
  const digits = [...String(count)].map(Number);
  let out = '';
  digits.forEach((digit, at) => {
    const unit = UNITS[digits.length - 1 - at] ?? '';
    if (digit !== 0) out += (DIGITS[digit] ?? '') + unit;
    else if (out !== '' && !out.endsWith('零') && digits.slice(at).some((each) => each !== 0)) out += '零';
  });
  return out.replace(/^一十/, '十') || '〇';
}

const inDigits =
  (zero: number): Format =>
  (count) =>
    [...String(count)].map((digit) => String.fromCodePoint(zero + Number(digit))).join('');

const ordinal: Format = (count) => {
  const last = count % 100 > 10 && count % 100 < 14 ? 'th' : (['th', 'st', 'nd', 'rd'][count % 10] ?? 'th');
  return `${count}${last}`;
};

const FORMATS: Readonly<Record<string, Format>> = {
  decimal: String,
  decimalZero: (count) => String(count).padStart(2, '0'),
  lowerRoman: roman,
  upperRoman: (count) => roman(count).toUpperCase(),
  lowerLetter: letter,
  upperLetter: (count) => letter(count).toUpperCase(),
  ordinal,
  decimalEnclosedCircle: (count) => (count <= 20 ? String.fromCodePoint(0x2460 + count - 1) : String(count)),
  decimalFullWidth: inDigits(0xff10),
  chineseCounting: chinese,
  chineseCountingThousand: chinese,
  japaneseCounting: chinese,
  ideographDigital: (count) => [...String(count)].map((digit) => DIGITS[Number(digit)]).join(''),
  taiwaneseCounting: chinese,
  hindiNumbers: inDigits(0x0966),
  arabicAbjad: (count) => [...'أبجدهوزحطيكلمنسعفصقرشتثخذضظغ'][(count - 1) % 28] ?? String(count),
  arabicAlpha: (count) => [...'أبتثجحخدذرزسشصضطظعغفقكلمنهوي'][(count - 1) % 28] ?? String(count),
  russianLower: (count) => [...'абвгдежзиклмнопрстуфхцчшщэюя'][(count - 1) % 28] ?? String(count),
  russianUpper: (count) => [...'АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЭЮЯ'][(count - 1) % 28] ?? String(count),
  none: () => '',
};

/** Prints a count; zero, negative, huge counts and unknown formats in figures. */
export function formatCount(count: number, format: string): string {
  if (format === 'none') return '';
  const known = Object.hasOwn(FORMATS, format) ? FORMATS[format] : undefined;
  return known && count > 0 && count < 10_000 ? known(count) : String(count);
}
