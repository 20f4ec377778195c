/** What a cell of the source column looks like: classes and documents, with locators, ranges and sums. */

const CLASS =
  '(?:其他)?(?:各国)?(?:政府|利益相关方|利益攸关方|民间团体|民间社会|私营部门|私营实体|国际组织|学术界|主席|秘书处|专家组|工作组)|(?:Other )?[Ss]takeholders?|[Gg]overnments?|[Cc]ivil [Ss]ociety|[Pp]rivate [Ss]ector|[Ii]nternational [Oo]rgani[sz]ations?|[Cc]hair|[Ss]ecretariat|OS|IO|CS|PS|IGO|NGO|G';
const DOCUMENT =
  '[A-Z]{2,8}|结论|背景|建议|文件|决议|第|段|附件|[Cc]onclusions?|[Bb]ackground|[Rr]ecommendations?|[Pp]ara(?:graph|s)?\\.?';
const CODE = '[A-Z]{1,4}\\d[A-Z0-9.]*|\\d{1,4}(?:\\.\\d{1,3})*';
const ATOM = new RegExp(`^(?:${CLASS}|${DOCUMENT}|${CODE})`);
const JOIN =
  /^(?:\s*[/／;；,，、+＋–-]\s*|\s+|(?<=\D)(?=\d)|(?<=[\p{Script=Han}\d])(?=[\p{Script=Han}A-Z]))/u;

/** True when the whole text reads as a source: `结论3-5/政府`, `C1A1+2`, `TFFM 结论 1、6/政府`. */
export function isSource(text: string): boolean {
  if (text.length > 200) return false;
  let rest = tidyCell(text).replace(/[;；,，]\s*$/, '');
  if (rest === '' || rest.length > 80) return false;
  while (rest !== '') {
    const atom = ATOM.exec(rest);
    if (!atom) return false;
    rest = rest.slice(atom[0].length);
    if (rest === '') return true;
    const join = JOIN.exec(rest);
    if (!join && !ATOM.test(rest)) return false;
    rest = rest.slice(join?.[0].length ?? 0);
  }
  return true;
}

/** True when a source cell cannot end here: after a separator, or after the bare name of a document. */
export const mayContinue = (text: string): boolean =>
  /(?:[,，、/／–-]|(?:^|[^A-Z\d])[A-Z]{3,8})$/.test(text.trim()) ||
  /^结论$/.test(text.trim()) ||
  isOpenList(text);

/** `结论13; ` goes on; a semicolon that ends the cell is followed by an empty line. */
const isOpenList = (text: string): boolean => /[;；]$/.test(text.trim());

/** A narrow cell is justified letter by letter: `他 利 益` reads 其他利益 when it is put together. */
export function tidyCell(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .trim()
    .replace(
      /(?<=\p{Script=Han}) (?=\p{Script=Han}(?:\s|$|\/|\p{Script=Han}))/gu,
      (space, at: number, all: string) => {
        const before = /(?:^|[\s/／])\p{Script=Han}$/u.test(all.slice(Math.max(0, at - 2), at));
        const next = /^ \p{Script=Han}(?: |$|[/／])/u.test(all.slice(at, at + 3));
        return before || next ? '' : space;
      },
    );
}
