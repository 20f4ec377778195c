/** The words that a rendition prints of its own: heads of columns, kinds of points, what proponents ask (SPEC RN3). */
import type { PointKind } from '../draft/points.ts';

/** `{}` stands for what is named; a second `{}` for the second thing. */
export interface Vocabulary {
  /** Heads of the three columns. */
  readonly columns: readonly [concept: string, text: string, source: string];
  /** Heads of base text, proposals and the Chair's suggestion. */
  readonly sides: readonly [base: string, proposals: string, suggestion: string];
  /** Heads of a list of points. */
  readonly number: string;
  readonly place: string;
  readonly words: string;
  readonly kind: string;
  readonly askedBy: string;
  readonly kinds: Readonly<Record<PointKind, string>>;
  readonly bracket: string;
  readonly delete: string;
  /** Between two names, between names and what they ask, between two requests. */
  readonly comma: string;
  readonly colon: string;
  readonly semicolon: string;
  /** Around names after the words they ask for. */
  readonly attribution: string;
  /** Before what is to come: `[Placeholder: x]`. */
  readonly placeholder: string;
  readonly moveAfter: string;
  readonly mergeInto: string;
  readonly restricted: string;
  readonly page: string;
  readonly openPoint: string;
  readonly notClean: string;
  readonly adRef: string;
  readonly continued: string;
  readonly notes: string;
  readonly contents: string;
  readonly changesAgainst: string;
  readonly movedAway: string;
  readonly movedHere: string;
}

const EN: Vocabulary = {
  columns: ['Concept', 'Text', 'Source'],
  sides: ['Base text', 'Proposals', 'Chair’s suggestion'],
  number: 'No.',
  place: 'Place',
  words: 'Words',
  kind: 'Kind',
  askedBy: 'Asked for by',
  kinds: {
    bracket: 'brackets',
    choice: 'choice',
    placeholder: 'placeholder',
    unpaired: 'bracket without its partner',
    alternatives: 'alternatives',
  },
  bracket: 'bracket',
  delete: 'delete',
  comma: ', ',
  colon: ': ',
  semicolon: '; ',
  attribution: ' ({})',
  placeholder: 'Placeholder: ',
  moveAfter: 'Move to after {}',
  mergeInto: 'Merge into {}',
  restricted: 'Restricted',
  page: 'Page {} of {}',
  openPoint: 'open point {}',
  notClean: 'This is not a clean text. Open points: {}.',
  adRef: 'agreed ad referendum',
  continued: 'continued',
  notes: 'Notes',
  contents: 'Open points',
  changesAgainst: 'Changes against {}.',
  movedAway: 'moved from here',
  movedHere: 'moved here',
};

const ZH: Vocabulary = {
  columns: ['构思', '案文', '来源'],
  sides: ['基础案文', '提案', '主席的建议'],
  number: '编号',
  place: '位置',
  words: '措辞',
  kind: '类别',
  askedBy: '提出方',
  kinds: {
    bracket: '方括号',
    choice: '备选措辞',
    placeholder: '占位',
    unpaired: '不成对的方括号',
    alternatives: '备选案文',
  },
  bracket: '加方括号',
  delete: '删除',
  comma: '、',
  colon: '：',
  semicolon: '；',
  attribution: '（{}）',
  placeholder: '占位：',
  moveAfter: '移至{}之后',
  mergeInto: '并入{}',
  restricted: '限制分发',
  page: '第 {} 页，共 {} 页',
  openPoint: '待决问题{}',
  notClean: '本案文不是净案文。待决问题：{}。',
  adRef: '待核准商定',
  continued: '续',
  notes: '注',
  contents: '待决问题',
  changesAgainst: '与{}相比的改动。',
  movedAway: '由此处移走',
  movedHere: '移至此处',
};

const FR: Vocabulary = {
  ...EN,
  columns: ['Idée', 'Texte', 'Source'],
  sides: ['Texte de base', 'Propositions', 'Suggestion de la présidence'],
  number: 'Nº',
  place: 'Emplacement',
  words: 'Texte',
  kind: 'Nature',
  askedBy: 'Demandé par',
  kinds: {
    bracket: 'crochets',
    choice: 'choix',
    placeholder: 'texte à venir',
    unpaired: 'crochet sans son pendant',
    alternatives: 'variantes',
  },
  bracket: 'entre crochets',
  delete: 'à supprimer',
  colon: ' : ',
  semicolon: ' ; ',
  placeholder: 'Texte à venir : ',
  moveAfter: 'Déplacer après {}',
  mergeInto: 'Fondre dans {}',
  restricted: 'Distribution restreinte',
  page: 'Page {} sur {}',
  openPoint: 'point en suspens {}',
  notClean: 'Ce texte n’est pas définitif. Points en suspens : {}.',
  continued: 'suite',
  contents: 'Points en suspens',
  changesAgainst: 'Modifications par rapport à {}.',
  movedAway: 'déplacé d’ici',
  movedHere: 'déplacé ici',
};

const ES: Vocabulary = {
  ...EN,
  columns: ['Idea', 'Texto', 'Fuente'],
  sides: ['Texto de base', 'Propuestas', 'Sugerencia de la Presidencia'],
  number: 'Núm.',
  place: 'Lugar',
  words: 'Texto',
  kind: 'Tipo',
  askedBy: 'Pedido por',
  kinds: {
    bracket: 'corchetes',
    choice: 'opciones',
    placeholder: 'texto pendiente',
    unpaired: 'corchete sin pareja',
    alternatives: 'variantes',
  },
  bracket: 'entre corchetes',
  delete: 'suprimir',
  placeholder: 'Texto pendiente: ',
  moveAfter: 'Trasladar a continuación de {}',
  mergeInto: 'Fusionar con {}',
  restricted: 'Distribución reservada',
  page: 'Página {} de {}',
  openPoint: 'cuestión pendiente {}',
  notClean: 'Este texto no está limpio. Cuestiones pendientes: {}.',
  continued: 'continuación',
  notes: 'Notas',
  contents: 'Cuestiones pendientes',
  changesAgainst: 'Cambios respecto de {}.',
  movedAway: 'trasladado desde aquí',
  movedHere: 'trasladado aquí',
};

const RU: Vocabulary = {
  ...EN,
  columns: ['Идея', 'Текст', 'Источник'],
  sides: ['Базовый текст', 'Предложения', 'Предложение председателя'],
  number: '№',
  place: 'Место',
  words: 'Текст',
  kind: 'Вид',
  askedBy: 'По просьбе',
  kinds: {
    bracket: 'скобки',
    choice: 'варианты формулировки',
    placeholder: 'текст будет представлен',
    unpaired: 'непарная скобка',
    alternatives: 'альтернативы',
  },
  bracket: 'в скобки',
  delete: 'исключить',
  placeholder: 'Текст будет представлен: ',
  moveAfter: 'Перенести после {}',
  mergeInto: 'Объединить с {}',
  restricted: 'Для ограниченного распространения',
  page: 'Стр. {} из {}',
  openPoint: 'открытый вопрос {}',
  notClean: 'Этот текст не является чистовым. Открытые вопросы: {}.',
  continued: 'продолжение',
  notes: 'Примечания',
  contents: 'Открытые вопросы',
  changesAgainst: 'Изменения по сравнению с {}.',
  movedAway: 'перенесено отсюда',
  movedHere: 'перенесено сюда',
};

const AR: Vocabulary = {
  ...EN,
  columns: ['الفكرة', 'النص', 'المصدر'],
  sides: ['النص الأساسي', 'المقترحات', 'اقتراح الرئاسة'],
  number: 'الرقم',
  place: 'الموضع',
  words: 'العبارة',
  kind: 'النوع',
  askedBy: 'بطلب من',
  kinds: {
    bracket: 'أقواس معقوفة',
    choice: 'خيارات',
    placeholder: 'نص يقدم لاحقا',
    unpaired: 'قوس بلا نظير',
    alternatives: 'بدائل',
  },
  bracket: 'بين قوسين معقوفين',
  delete: 'حذف',
  comma: '، ',
  semicolon: '؛ ',
  placeholder: 'نص يقدم لاحقا: ',
  moveAfter: 'ينقل إلى ما بعد {}',
  mergeInto: 'يدمج في {}',
  restricted: 'توزيع مقيد',
  page: 'صفحة {} من {}',
  openPoint: 'نقطة مفتوحة {}',
  notClean: 'ليس هذا نصا نهائيا. النقاط المفتوحة: {}.',
  adRef: 'متفق عليه رهن التشاور',
  continued: 'تتمة',
  notes: 'الحواشي',
  contents: 'النقاط المفتوحة',
  changesAgainst: 'التغييرات مقارنة بـ {}.',
  movedAway: 'نُقل من هنا',
  movedHere: 'نُقل إلى هنا',
};

const KNOWN: Readonly<Record<string, Vocabulary>> = { en: EN, zh: ZH, fr: FR, es: ES, ru: RU, ar: AR };

/** The words of a language (BCP 47; what follows `-` does not matter); English where it is none of the six. */
export const vocabularyOf = (language: string): Vocabulary => KNOWN[language.split('-')[0] ?? ''] ?? EN;

/** Puts what is named in the places kept for it, in order. */
export function fill(pattern: string, ...values: readonly string[]): string {
  let at = 0;
  return pattern.replace(/\{\}/g, () => values[at++] ?? '');
}

/** Day (and time, universal) of an instant as a document of this language prints it. */
export function dated(language: string, at: string, time: boolean): string {
  const options: Intl.DateTimeFormatOptions = {
    timeZone: 'UTC',
    year: 'numeric',
    month: 'long',
    day: 'numeric',
  };
  const locale = /^en\b/.test(language) ? 'en-GB' : `${language}-u-nu-latn-ca-gregory`;
  const day = new Intl.DateTimeFormat(locale, options).format(new Date(at));
  const comma = /^(?:zh|ar)\b/.test(language) ? ' ' : ', ';
  return time ? `${day}${comma}${at.slice(11, 16)} UTC` : day;
}
