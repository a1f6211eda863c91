import type { CliCommand } from '../../../../src/kernel/contributions.js';
import { ok } from '../../../../src/values/result.js';
import { anomalySentence, numberOf } from '../../app/anomaly-sentence.js';
import { findAnomalies } from '../../domain/anomalies/find-anomalies.js';
import { readSeriesFile } from '../files/series-file.js';

export const anomalies: CliCommand = {
  name: 'anomalies',
  description: 'spikes, drops, level shifts and missing steps in a series of timestamp,value',
  arguments: ['FILE.csv'],
  async run({ context, actor: { language }, arguments: [path = ''], note }) {
    const read = await readSeriesFile(path);
    if (!read.ok) return read;
    const { points, stampOf, repeated } = read.value;
    const { translator } = context;
    if (repeated > 0) note(translator.text(language, 'analytics:anomalies.repeated', { count: repeated }));
    const report = findAnomalies(points);
    const wording = {
      translator,
      language,
      stamp: stampOf,
      written: (value: number) => numberOf(value, language),
    };
    const json = report.anomalies.map((anomaly) => ({
      timestamp: stampOf(anomaly.at),
      value: anomaly.value,
      score: rounded(anomaly.score),
      lower: rounded(anomaly.lower),
      upper: rounded(anomaly.upper),
      kind: anomaly.kind,
      reason: anomalySentence(anomaly, report, wording),
    }));
    const lines = json.map(({ timestamp, kind, reason }) => {
      const title = translator.text(language, `analytics:anomalies.kinds.${kind}`);
      return `${timestamp}  ${title}: ${reason}`;
    });
    const none = translator.text(language, 'analytics:anomalies.none');
    return ok({ json, text: lines.length === 0 ? none : lines.join('\n') });
  },
};

/** Of what was estimated, more digits say nothing. */
function rounded(value: number): number {
  return Number(value.toPrecision(8));
}
