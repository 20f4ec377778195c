/** The paper a rendition is printed on. */
export const PAPERS = ['a4', 'letter'] as const;
export type Paper = (typeof PAPERS)[number];

/** Width and height in millimetres. */
export const SIZES: Readonly<Record<Paper, readonly [width: number, height: number]>> = {
  a4: [210, 297],
  letter: [215.9, 279.4],
};

/** Room around the text, in millimetres. */
export const MARGINS = { top: 28, bottom: 22, side: 25 } as const;

export interface PrintOptions {
  readonly paper: Paper;
  /** Numbers every fifth line in the margin. */
  readonly lineNumbers?: boolean;
  /** What a changed copy is known again by; kept in the properties of a Word file. */
  readonly base?: string;
}
