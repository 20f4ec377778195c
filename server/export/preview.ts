/** An HTML file of ours as it is shown in a frame of the page (SPEC EX20). */

/**
 * Without its links, so that the frame is one stop of the Tab key and not hundreds: its words are all there, and what a
 * link leads to keeps its name. Words of a draft hold no `<` here (EX3): what is found are the writer's own links.
 */
export const withoutLinks = (html: string): string => html.replace(/(<a\b[^>]*?) href="[^"]*"/g, '$1');
