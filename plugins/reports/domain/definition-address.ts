import { DEFINITION_FORMAT, type ReportDefinition } from '../contract/definition.js';

/** A definition as a part of an address: base64url (RFC 4648) of its JSON, UTF-8. */
export function definitionToAddress(definition: ReportDefinition): string {
  const bytes = new TextEncoder().encode(JSON.stringify(definition));
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  return btoa(binary).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
}

/** Null for what was never one, or is of another house. What it says is checked by the door that runs it. */
export function definitionFromAddress(text: string): ReportDefinition | null {
  try {
    const binary = atob(text.replace(/-/g, '+').replace(/_/g, '/'));
    const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
    const read: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    return isDefinition(read) ? read : null;
  } catch {
    return null;
  }
}

/** As far as the builder reads it. */
function isDefinition(read: unknown): read is ReportDefinition {
  if (!isRecord(read) || read['format'] !== DEFINITION_FORMAT || typeof read['title'] !== 'string')
    return false;
  const { source, period, parameters } = read;
  if (!isRecord(source) || !isRecord(period) || !isRecord(source['filters']) || !isTexts(parameters))
    return false;
  if (!Object.values(source['filters']).every(isTexts)) return false;
  return source['kind'] === 'figures'
    ? isTexts(source['measures']) && isTexts(source['by'])
    : source['kind'] === 'rows' && isTexts(source['columns']);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((each) => typeof each === 'string');
}
