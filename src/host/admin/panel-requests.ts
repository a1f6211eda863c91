import busboy from 'busboy';
import express, { type Request, type RequestHandler } from 'express';
import type { PanelReader } from './panel-reader.js';
import { PanelRefusal } from './panel-refusal.js';

/** Answers a request with JSON, as one reader may see it. */
export type Json = (answer: (reader: PanelReader, request: Request) => Promise<unknown>) => RequestHandler;

/** A form of the panel: fields only. A file has a door of its own (HttpRoute.upload). */
const FORM_BYTES = 1024 * 1024;
const FORM_FIELDS = 500;

const json = express.json({ limit: FORM_BYTES });
const urlencoded = express.urlencoded({ limit: FORM_BYTES, extended: false, parameterLimit: FORM_FIELDS });

/** Reads a body, after the door has been opened. @throws PanelRefusal request-unreadable, request-too-large */
export async function readForm(request: Request): Promise<Readonly<Record<string, unknown>>> {
  if (request.is('multipart/form-data')) return readMultipart(request);
  const parse = request.is('application/json') ? json : urlencoded;
  await new Promise<void>((resolve, reject) => {
    parse(request, request.res!, (error?: unknown) => (error ? reject(unreadable(error)) : resolve()));
  });
  const body: unknown = request.body;
  return typeof body === 'object' && body !== null && !Array.isArray(body)
    ? (body as Record<string, unknown>)
    : {};
}

function readMultipart(request: Request): Promise<Readonly<Record<string, unknown>>> {
  return new Promise((resolve, reject) => {
    const fields: Record<string, string> = {};
    const parser = busboy({
      headers: request.headers,
      limits: { files: 0, fields: FORM_FIELDS, fieldSize: FORM_BYTES, parts: FORM_FIELDS },
    });
    let bytes = 0;
    const stop = (refusal: PanelRefusal): void => {
      request.unpipe(parser);
      request.resume();
      reject(refusal);
    };
    parser.on('field', (name, value, info) => {
      bytes += name.length + value.length;
      if (bytes > FORM_BYTES || info.valueTruncated)
        stop(new PanelRefusal({ code: 'request-too-large' }, 413));
      else fields[name] = value;
    });
    parser.on('filesLimit', () => stop(new PanelRefusal({ code: 'request-unreadable' }, 400)));
    parser.on('fieldsLimit', () => stop(new PanelRefusal({ code: 'request-too-large' }, 413)));
    parser.on('error', () => stop(new PanelRefusal({ code: 'request-unreadable' }, 400)));
    parser.on('close', () => resolve(fields));
    request.pipe(parser);
  });
}

function unreadable(error: unknown): PanelRefusal {
  const isLarge = typeof error === 'object' && error !== null && 'status' in error && error.status === 413;
  return isLarge
    ? new PanelRefusal({ code: 'request-too-large' }, 413)
    : new PanelRefusal({ code: 'request-unreadable' }, 400);
}

/** One text of a query; a repeated or nested one is nobody's. */
export function queryText(request: Request, name: string): string {
  const value = request.query[name];
  return typeof value === 'string' ? value : '';
}

export function idList(text: string): readonly string[] {
  return text
    .split(',')
    .map((id) => id.trim())
    .filter((id) => id !== '' && id.length <= 190);
}
