/** The keyboard's place in a panel (SPEC KE6): what was pressed may go with what it did; the focus then stays in the panel. */
import { type RefObject, useEffect, useRef } from 'react';

/** For an element that can take the focus itself (`tabIndex` -1). */
export function useKeptFocus(): RefObject<HTMLElement | null> {
  const region = useRef<HTMLElement>(null);
  useEffect(() => {
    const element = region.current;
    if (!element) return;
    let last: Element | null = null;
    const note = ({ target }: FocusEvent): void => {
      last = target as Element;
    };
    const leave = ({ relatedTarget }: FocusEvent): void => {
      if (relatedTarget instanceof Node && !element.contains(relatedTarget)) last = null;
    };
    const observer = new MutationObserver(() => {
      if (!last || last.isConnected || document.activeElement !== document.body) return;
      last = null;
      element.focus();
    });
    element.addEventListener('focusin', note);
    element.addEventListener('focusout', leave);
    observer.observe(element, { childList: true, subtree: true });
    return () => {
      observer.disconnect();
      element.removeEventListener('focusin', note);
      element.removeEventListener('focusout', leave);
    };
  }, []);
  return region;
}
