import type { ReactElement } from 'react';
import { useText } from '../../../../../src/panel-kit/index.js';
import type { SubjectView } from '../../../contract/requests.js';

export function SubjectLink({ subject }: { readonly subject: SubjectView }): ReactElement {
  const text = useText('privacy');
  return (
    <>
      <a href={subject.href}>{subject.title}</a>
      <span className="ch-help"> {text(`requests.kinds.${subject.kind}`)}</span>
    </>
  );
}
