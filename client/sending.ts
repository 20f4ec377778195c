/** A file on its way: how much of it has gone, and how far it is read. */
import type { Said } from '../shared/house/import-said.ts';
import { ask, type ImportResult, Refusal } from './api.ts';

/** How far an import is: how much of the file has gone, or how much of it is read, 0 to 1. */
export interface ImportProgress {
  readonly kind: 'sending' | 'reading';
  readonly share: number;
}

/** Between two questions how far the server is, in milliseconds. */
const PROGRESS_EVERY = 400;

/** Sends a file to be read and tells how far it is. Aborting ends the reading on the server too. */
export function importFile(
  file: File,
  tell: (progress: ImportProgress) => void,
  signal: AbortSignal,
): Promise<ImportResult> {
  const ticket = crypto.randomUUID();
  let asking: ReturnType<typeof setInterval> | undefined;
  const askHowFar = async (): Promise<void> => {
    const told = await ask<{ readonly done: number }>(`/api/imports/${ticket}/progress`).catch(
      () => undefined,
    );
    if (told && asking !== undefined) tell({ kind: 'reading', share: told.done });
  };
  const sent = new Promise<ImportResult>((resolve, reject) => {
    const request = new XMLHttpRequest();
    const form = new FormData();
    form.append('file', file, file.name);
    request.upload.onprogress = ({ loaded, total }) =>
      tell({ kind: 'sending', share: total > 0 ? loaded / total : 0 });
    request.upload.onload = () => {
      tell({ kind: 'reading', share: 0 });
      asking = setInterval(() => void askHowFar(), PROGRESS_EVERY);
    };
    request.onload = () => {
      const told = JSON.parse(request.responseText || '{}') as ImportResult & {
        error?: string;
        message?: string;
        said?: Said;
      };
      if (request.status === 201) resolve(told);
      else {
        const { error = `http-${request.status}`, message = '', said } = told;
        reject(new Refusal(error, request.status, message, said));
      }
    };
    request.onerror = () => reject(new Refusal('no-line', 0, ''));
    request.onabort = () => reject(new Refusal('stopped', 0, ''));
    signal.addEventListener('abort', () => request.abort());
    request.open('POST', `/api/imports?ticket=${ticket}`);
    request.send(form);
  });
  return sent.finally(() => {
    clearInterval(asking);
    asking = undefined;
  });
}
