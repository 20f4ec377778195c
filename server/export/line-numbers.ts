/**
 * Numbers every fifth line in the margin of a page that is to be printed (SPEC EX8). A script as text, since it runs in the
 * page: it finds where lines begin, as they are laid out, and puts a number there that takes no room.
 */
export const LINE_NUMBERS = `(() => {
  const EVERY = 5;
  const texts = 'main > p, main > h1, main > h2, main > h3, main > h4, main > h5, table.columns td:nth-child(2) > *, td.across > *';
  let count = 0;
  let bottom = -Infinity;
  const due = [];
  for (const element of document.querySelectorAll(texts)) {
    bottom = -Infinity;
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) lines(node);
  }
  function lines(node) {
    const range = document.createRange();
    for (let at = 0; at < node.length; at++) {
      range.setStart(node, at);
      range.setEnd(node, at + 1);
      const rect = range.getClientRects()[0];
      if (!rect || rect.width === 0 || (rect.top + rect.bottom) / 2 < bottom) continue;
      bottom = rect.bottom;
      count += 1;
      if (count % EVERY === 0) due.push([node, at, count]);
    }
  }
  for (const [node, at, number] of due.reverse()) {
    const mark = document.createElement('span');
    mark.className = 'number';
    mark.setAttribute('aria-hidden', 'true');
    mark.dataset.number = String(number);
    const rest = at === 0 ? node : node.splitText(at);
    rest.parentNode.insertBefore(mark, rest);
  }
  return count;
})()`;
