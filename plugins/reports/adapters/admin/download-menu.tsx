import type { ReactElement } from 'react';
import { Button, Menu, useText } from '../../../../src/panel-kit/index.js';
import type { ReportFormat } from '../../contract/definition.js';

/** The report as a file, in one of the formats. */
export function DownloadMenu(props: {
  readonly formats: readonly ReportFormat[];
  /** of the button, where there are several on the page */
  readonly label?: string;
  readonly onChoose: (format: ReportFormat) => void;
}): ReactElement {
  const text = useText('reports');
  return (
    <Menu closesItself face={text('files.download')} label={props.label}>
      {props.formats.map((format) => (
        <Button key={format} look="quiet" onClick={() => props.onChoose(format)}>
          {text(`formats.${format}`)}
        </Button>
      ))}
    </Menu>
  );
}
