import type { Stage } from '../stage.ts';

export const markdown: Stage = {
  name: 'markdown',
  reads: ['lines', 'profile', 'units'],
  writes: ['units', 'title'],
  because: 'drafts/paris: "**Option 1:**" indented by four spaces belongs to the list item above it.',
  run() {},
};
