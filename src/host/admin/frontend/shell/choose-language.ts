import { fetchJson, house, notify, readText } from '../../../../panel-kit/index.js';

/** The server translates, and remembers the choice: the page is read anew. */
export async function chooseLanguage(next: string): Promise<void> {
  try {
    await fetchJson('/admin/x/host/language', { body: { language: next } });
    window.location.reload();
  } catch {
    const { texts, language } = house();
    notify({ tone: 'error', message: readText(texts['host'] ?? {}, language, 'problems.noAnswer') });
  }
}
