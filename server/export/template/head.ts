/** What stands above a text, for the fields of a template; and what of it the template does not print itself (SPEC TP4). */
import type { Masthead } from '../../../shared/renditions/rendition.ts';
import type { Head, Sheet } from '../../../shared/renditions/sheet.ts';
import type { Values } from './fields.ts';
import type { Template } from './template.ts';

/** A restricted text bears date and time wherever it says that it is. */
export function headValues({ head, title }: Sheet, { status, legend }: Masthead): Values {
  const { symbol, restricted, date, notice } = head;
  const stamp = restricted === undefined ? undefined : `${restricted} — ${date}`;
  return { symbol, title, date, restricted: stamp, status, legend, notice };
}

/** The head without what the template says in its own places. */
export function headBeside(
  head: Head,
  template: Template | undefined,
  { status, legend }: Pick<Masthead, 'status' | 'legend'>,
): Partial<Head> & Pick<Head, 'lines'> {
  if (!template) return head;
  const { fields } = template;
  const beside = (name: 'symbol' | 'restricted' | 'date' | 'title' | 'notice') =>
    fields.has(name) || head[name] === undefined ? {} : { [name]: head[name] };
  const said = [fields.has('status') ? status : undefined, fields.has('legend') ? legend : undefined];
  return {
    ...beside('symbol'),
    ...beside('restricted'),
    ...beside('date'),
    ...beside('title'),
    ...beside('notice'),
    lines: head.lines.filter((line) => !said.includes(line)),
  };
}
