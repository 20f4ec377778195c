/** What a file is worth as a template: what is told of it to the secretariat that sent it (SPEC TP5). */
import type { Style } from '../../../shared/renditions/sheet.ts';
import { BadTemplate, type TemplateFault } from './bad-template.ts';
import type { Field } from './fields.ts';
import { NAMED, readTemplate } from './template.ts';

export type Looked =
  | {
      readonly ok: true;
      /** What it prints of a text in its own places. */
      readonly fields: readonly Field[];
      /** Kinds of paragraphs that it has styles of its own for. */
      readonly styles: readonly Style[];
    }
  | { readonly ok: false; readonly why: TemplateFault | 'too-slow' | 'stopped'; readonly message: string };

/** Never throws. */
export function lookAt(bytes: Uint8Array): Looked {
  try {
    const { fields, styles } = readTemplate(bytes);
    const named = (Object.entries(NAMED) as [Style, string][]).filter(([, name]) =>
      styles.has(name.toLowerCase()),
    );
    return { ok: true, fields: [...fields], styles: named.map(([style]) => style) };
  } catch (error) {
    if (error instanceof BadTemplate) return { ok: false, why: error.why, message: error.message };
    return { ok: false, why: 'broken', message: 'The template is damaged and cannot be read.' };
  }
}
