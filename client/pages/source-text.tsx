/** The file as it came, line by line, beside what was made of it. */
import { memo, type ReactNode, useEffect, useRef } from 'react';

/** More lines than these are not shown, so that the page stays quick. */
const MOST_LINES = 20_000;

/** The lines as the report counts them. */
export const sourceLines = (text: string): readonly string[] =>
  text.split(/\r\n|[\n\r\u2028\u2029]/, MOST_LINES);

const Lines = memo(
  ({ lines }: { readonly lines: readonly string[] }): ReactNode =>
    lines.map((line, at) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: a line is its number
      <span key={at} data-line={at + 1}>
        <span className="line-no" aria-hidden="true">
          {at + 1}
        </span>
        {line}
      </span>
    )),
);

interface SourceTextProps {
  readonly lines: readonly string[];
  /** Number of the line to show and mark. */
  readonly pointed?: number;
}

export function SourceText({ lines, pointed }: SourceTextProps): ReactNode {
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const line = pointed ? frame.current?.querySelector(`[data-line="${pointed}"]`) : undefined;
    line?.classList.add('pointed');
    line?.scrollIntoView({ block: 'center' });
    return () => line?.classList.remove('pointed');
  }, [pointed]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls is reached by keyboard
    <div className="scroll source-text" ref={frame} tabIndex={0} translate="no">
      <Lines lines={lines} />
    </div>
  );
}
