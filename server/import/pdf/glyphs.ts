/** What a page draws, glyph by glyph: where each character stands, how large, in which face (SPEC PF1). */
import { OPS, type PageCommands } from './open.ts';

/** One drawn character, in points from the upper left corner of its page. */
export interface Glyph {
  readonly text: string;
  readonly x: number;
  /** Baseline. */
  readonly y: number;
  readonly width: number;
  readonly size: number;
  readonly strong: boolean;
  readonly emphasis: boolean;
}
/** A drawn horizontal line. */
export interface Rule {
  readonly left: number;
  readonly right: number;
  readonly y: number;
}
export interface PageDrawing {
  readonly glyphs: Glyph[];
  readonly rules: Rule[];
  /** Words that run up, down or aslant: stamps, watermarks. */
  aslant: string;
  pictures: number;
}

type Matrix = readonly [number, number, number, number, number, number];
const IDENTITY: Matrix = [1, 0, 0, 1, 0, 0];
const BOLD = /bold|black|heavy|semibold|demi|(?:-|,)bd\b/i;
const ITALIC = /italic|oblique|kursiv/i;
interface State {
  readonly matrix: Matrix;
  readonly font: string;
  readonly size: number;
  readonly spacing: number;
  readonly wordSpacing: number;
  readonly stretch: number;
  readonly leading: number;
  readonly rise: number;
  readonly outlined: boolean;
}

/** Follows the drawing commands of a page. Commands it does not know draw no words. */
export function drawingOf(page: PageCommands): PageDrawing {
  const pen = new Pen(page);
  page.commands.forEach((command, index) => {
    pen.follow(command, page.operands[index] ?? []);
  });
  return pen.drawing;
}

class Pen {
  readonly drawing: PageDrawing = { glyphs: [], rules: [], aslant: '', pictures: 0 };
  #state: State;
  #saved: State[] = [];
  #text: Matrix = IDENTITY;
  #line = { x: 0, y: 0 };
  #x = 0;

  constructor(private readonly page: PageCommands) {
    this.#state = {
      matrix: matrixOf(page.toPage),
      font: '',
      size: 1,
      spacing: 0,
      wordSpacing: 0,
      stretch: 1,
      leading: 0,
      rise: 0,
      outlined: false,
    };
  }

  follow(command: number, args: readonly unknown[]): void {
    const [first, second] = args;
    if (command === OPS.showText) this.#show(first as readonly RawGlyph[]);
    else if (command === OPS.moveText) this.#move(first as number, second as number);
    else if (command === OPS.setTextMatrix) this.#place(matrixOf(first as ArrayLike<number>));
    else if (command === OPS.beginText) this.#place(IDENTITY);
    else if (command === OPS.nextLine) this.#move(0, this.#state.leading);
    else if (command === OPS.setFont) this.#set({ font: first as string, size: second as number });
    else if (command === OPS.constructPath) this.#path(args);
    else this.#settings(command, args) || this.#groups(command, args);
  }

  #settings(command: number, [value]: readonly unknown[]): boolean {
    const number = value as number;
    if (command === OPS.setCharSpacing) this.#set({ spacing: number });
    else if (command === OPS.setWordSpacing) this.#set({ wordSpacing: number });
    else if (command === OPS.setHScale) this.#set({ stretch: number / 100 });
    else if (command === OPS.setLeading) this.#set({ leading: -number });
    else if (command === OPS.setTextRise) this.#set({ rise: number });
    else if (command === OPS.setTextRenderingMode) this.#set({ outlined: number === 2 });
    else return false;
    return true;
  }

  #groups(command: number, args: readonly unknown[]): void {
    if (command === OPS.save) this.#saved.push(this.#state);
    else if (command === OPS.restore) this.#state = this.#saved.pop() ?? this.#state;
    else if (command === OPS.transform) this.#transform(matrixOf(args as readonly number[]));
    else if (command === OPS.paintFormXObjectBegin) {
      this.#saved.push(this.#state);
      if (args[0]) this.#transform(matrixOf(args[0] as ArrayLike<number>));
    } else if (command === OPS.paintFormXObjectEnd) this.#state = this.#saved.pop() ?? this.#state;
    else if (PICTURES.has(command)) this.drawing.pictures += 1;
  }

  #set(change: Partial<State>): void {
    this.#state = { ...this.#state, ...change };
  }

  #transform(matrix: Matrix): void {
    this.#set({ matrix: times(this.#state.matrix, matrix) });
  }

  #place(matrix: Matrix): void {
    this.#text = matrix;
    this.#line = { x: 0, y: 0 };
    this.#x = 0;
  }

  #move(x: number, y: number): void {
    this.#line = { x: this.#line.x + x, y: this.#line.y + y };
    this.#x = this.#line.x;
  }

  #show(glyphs: readonly RawGlyph[]): void {
    const { font, size, spacing, wordSpacing, stretch, rise, outlined } = this.#state;
    const facts = this.page.font(font);
    const strong = outlined || BOLD.test(facts.name);
    const emphasis = ITALIC.test(facts.name);
    const toPage = times(this.#state.matrix, this.#text);
    const [a, b, c, d, e, f] = toPage;
    const isLevel = Math.abs(b) < Math.abs(a) * 0.05 && a > 0 && !facts.vertical;
    const height = Math.abs(size) * Math.hypot(c, d);
    for (const glyph of glyphs) {
      if (typeof glyph === 'number') {
        this.#x -= (glyph * size * stretch) / 1_000;
        continue;
      }
      if (!glyph) continue;
      const own = (glyph.width ?? 0) * facts.scale * size * stretch;
      const y = this.#line.y + rise;
      if (isLevel)
        this.#glyph(glyph, a * this.#x + c * y + e, b * this.#x + d * y + f, own * a, height, {
          strong,
          emphasis,
        });
      else this.drawing.aslant += glyph.unicode ?? '';
      this.#x += own + (spacing + (glyph.isSpace ? wordSpacing : 0)) * stretch;
    }
  }

  #glyph(
    { unicode = '' }: DrawnGlyph,
    x: number,
    y: number,
    width: number,
    size: number,
    face: { strong: boolean; emphasis: boolean },
  ): void {
    // One glyph may be several letters (U+FB00 to U+FB06); other compatibility characters stay what they are.
    const text = unicode.replace(/[\ufb00-\ufb06]/g, (ligature) => ligature.normalize('NFKC'));
    if (text !== '') this.drawing.glyphs.push({ text, x, y, width, size, ...face });
  }

  /** A flat path is a rule; a frame that is stroked has a rule above and one below. */
  #path([paint, , box]: readonly unknown[]): void {
    if (!box || paint === OPS.endPath) return;
    const [x0 = 0, y0 = 0, x1 = 0, y1 = 0] = box as ArrayLike<number> & Iterable<number>;
    const [a, b, c, d, e, f] = this.#state.matrix;
    const [ax, ay] = [a * x0 + c * y0 + e, b * x0 + d * y0 + f];
    const [bx, by] = [a * x1 + c * y1 + e, b * x1 + d * y1 + f];
    const [left, right] = [Math.min(ax, bx), Math.max(ax, bx)];
    if (right - left < 12) return;
    if (Math.abs(by - ay) <= 2.5) this.drawing.rules.push({ left, right, y: (ay + by) / 2 });
    else if (STROKES.has(paint as number))
      this.drawing.rules.push({ left, right, y: ay }, { left, right, y: by });
  }
}

interface DrawnGlyph {
  readonly unicode?: string;
  readonly width?: number;
  readonly isSpace?: boolean;
}
type RawGlyph = number | DrawnGlyph | null;

const STROKES: ReadonlySet<number> = new Set([OPS.stroke, OPS.closeStroke]);
const PICTURES: ReadonlySet<number> = new Set([
  OPS.paintImageXObject,
  OPS.paintInlineImageXObject,
  OPS.paintImageMaskXObject,
]);

const matrixOf = (from: ArrayLike<number>): Matrix => [
  from[0] ?? 1,
  from[1] ?? 0,
  from[2] ?? 0,
  from[3] ?? 1,
  from[4] ?? 0,
  from[5] ?? 0,
];

const times = (m: Matrix, n: Matrix): Matrix => [
  m[0] * n[0] + m[2] * n[1],
  m[1] * n[0] + m[3] * n[1],
  m[0] * n[2] + m[2] * n[3],
  m[1] * n[2] + m[3] * n[3],
  m[0] * n[4] + m[2] * n[5] + m[4],
  m[1] * n[4] + m[3] * n[5] + m[5],
];
