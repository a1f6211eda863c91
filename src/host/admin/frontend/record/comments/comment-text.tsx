import type { ReactElement } from 'react';
import { useText } from '../../../../../panel-kit/index.js';
import type { PeopleNames } from './comment-view.js';
import { partsOf } from './mention-draft.js';

/** Plain text: its lines as they were written, people by name, addresses of the web as links that tell nobody where they stood. */
export function CommentText({
  body,
  people,
}: {
  readonly body: string;
  readonly people: PeopleNames;
}): ReactElement {
  const text = useText();
  return (
    <p className="ch-comment-text">
      {partsOf(body).map((part, index) => {
        if (part.kind === 'text') return part.text;
        if (part.kind === 'mention')
          return (
            <span className="ch-mention" key={index}>
              @{people[part.id] || text('comments.gone')}
            </span>
          );
        return (
          <a key={index} href={part.href} target="_blank" rel="noopener noreferrer nofollow">
            {part.href}
            <span className="ch-unseen"> ({text('comments.newTab')})</span>
          </a>
        );
      })}
    </p>
  );
}
