// Everything that must hold before a change is kept: `npm run check`, on a bare clone too.
// Standard library only: node_modules may be absent when it starts.
//
// Every step runs, whatever became of the one before. The last line is `N passed, N failed, N skipped`: each tool is
// one check, and each test is one. With CI=true or REQUIRE_SERVICES=1 a server that is missing is a failure.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lineCoverage, lowestCovered } from './line-coverage.mjs';
import { servedLines } from './served-coverage.mjs';
import {
  buildNativeModules,
  install,
  linkCommand,
  Refusal,
  refuseFullDisk,
  refuseOldNode,
  root,
  run,
  sentenceOf,
} from './installation.mjs';
import { startServices } from './services.mjs';

const REPORTS = 'var/check';
/** Houses that specifications start write here what ran in them: test/harness/services.ts hands it to them. */
const SERVED_COVERAGE = join(root, REPORTS, 'served');
const COVERED_LINES_PERCENT = 90;
const STEP_TIME_LIMIT_MS = 60 * 60_000;
const KINDS_WITH_COVERAGE = ['unit', 'integration'];

const mayNotSkipServices = process.env.CI === 'true' || process.env.REQUIRE_SERVICES === '1';
const bin = (name) => join(root, 'node_modules/.bin', name);
const outcomes = [];
/** What was skipped and why, with the number of tests. */
const skipped = new Map();

async function step(name, work) {
  const startedAt = Date.now();
  const outcome = { name, passed: 0, failed: 0, skipped: 0 };
  process.stdout.write(`${name} … `);
  try {
    Object.assign(outcome, (await work()) ?? { passed: 1 });
  } catch (error) {
    outcome.failed = 1;
    outcome.message = sentenceOf(error);
  }
  outcome.seconds = (Date.now() - startedAt) / 1000;
  outcomes.push(outcome);
  console.log(`${outcome.failed > 0 ? 'FAILED' : 'ok'} (${outcome.seconds.toFixed(1)} s)`);
  if (outcome.message) console.log(outcome.message.replace(/^/gm, '    '));
  return outcome;
}

const tool = (name, command, args, env = process.env) =>
  step(name, async () => void (await run(command, args, { env, timeoutMs: STEP_TIME_LIMIT_MS })));

async function jest(kind, env) {
  const report = join(root, REPORTS, `${kind}.json`);
  const coverage = KINDS_WITH_COVERAGE.includes(kind)
    ? ['--coverage', '--coverageReporters=json', `--coverageDirectory=${join(REPORTS, `coverage-${kind}`)}`]
    : [];
  const args = ['--experimental-vm-modules', 'node_modules/jest/bin/jest.js', '--selectProjects', kind];
  args.push('--json', `--outputFile=${report}`, '--passWithNoTests', '--silent', ...coverage);
  args.push(kind === 'journeys' ? '--runInBand' : '--maxWorkers=2');
  const failure = await run(process.execPath, args, {
    env: { ...env, NODE_NO_WARNINGS: '1', FORCE_COLOR: '0' },
    timeoutMs: STEP_TIME_LIMIT_MS,
  }).then(
    () => undefined,
    (error) => error,
  );
  if (!existsSync(report)) throw failure ?? new Refusal('Jest wrote no report.');
  return countTests(kind, JSON.parse(readFileSync(report, 'utf8')), failure);
}

/** A block that is skipped as one, for one reason, is one line of the list. */
function noteSkipped(kind, test, file) {
  const block = test.ancestorTitles.find((title) => title.includes('[skipped:'));
  const line = `${kind}: ${block ?? test.fullName} (${file})`;
  skipped.set(line, (skipped.get(line) ?? 0) + 1);
}

function countTests(kind, report, failure) {
  const failures = [];
  for (const suite of report.testResults) {
    const file = suite.name.slice(root.length + 1);
    if (suite.status === 'failed' && suite.assertionResults.every(({ status }) => status !== 'failed')) {
      failures.push(`${file}\n${suite.message}`);
    }
    for (const test of suite.assertionResults) {
      if (test.status === 'failed')
        failures.push(`${file}: ${test.fullName}\n${test.failureMessages.join('\n')}`);
      if (test.status === 'pending' || test.status === 'todo') noteSkipped(kind, test, file);
    }
  }
  // Tests may all pass while the process fails, by an open handle or a set-up that threw.
  if (failure && failures.length === 0) failures.push(failure.message);
  return {
    passed: report.numPassedTests,
    failed: failures.length,
    skipped: report.numPendingTests + report.numTodoTests,
    message: failures.join('\n\n') || undefined,
  };
}

function checkCoverage() {
  const reports = KINDS_WITH_COVERAGE.map((kind) =>
    join(root, REPORTS, `coverage-${kind}/coverage-final.json`),
  );
  const written = reports.filter(existsSync).map((file) => JSON.parse(readFileSync(file, 'utf8')));
  if (written.length === 0) throw new Refusal('No coverage was written.');
  const { percent, files } = lineCoverage(written, servedLines(SERVED_COVERAGE, join(root, 'dist')));
  const summary = `${percent.toFixed(1)} % of the lines of src and plugins ran`;
  if (percent > COVERED_LINES_PERCENT) return { passed: 1, message: `${summary}.` };
  const lowest = lowestCovered(files, root).join('\n');
  throw new Refusal(`${summary}; more than ${COVERED_LINES_PERCENT} % must. Most are missing in:\n${lowest}`);
}

async function checkServices() {
  const services = await startServices();
  for (const { name, reason, debian } of services.missing) {
    const isFailure = mayNotSkipServices && debian !== undefined;
    if (!isFailure) skipped.set(`service: ${reason}`, 1);
    await step(`service ${name}`, async () => {
      if (isFailure) throw new Refusal(`${reason}.`);
      return { skipped: 1 };
    });
  }
  return services;
}

async function checkTests(env) {
  for (const kind of [...KINDS_WITH_COVERAGE, 'journeys']) await step(`${kind} tests`, () => jest(kind, env));
  await step('coverage', async () => checkCoverage());
}

function printSummary() {
  const total = { passed: 0, failed: 0, skipped: 0 };
  console.log('\nstep                          passed  failed  skipped    time');
  for (const outcome of outcomes) {
    for (const key of Object.keys(total)) total[key] += outcome[key];
    const counts = ['passed', 'failed', 'skipped'].map((key) => String(outcome[key]).padStart(8)).join('');
    console.log(`${outcome.name.padEnd(28)}${counts}${`${outcome.seconds.toFixed(1)} s`.padStart(10)}`);
  }
  console.log(skipped.size > 0 ? '\nskipped:' : '\nnothing was skipped');
  for (const [line, count] of skipped) console.log(`  ${count > 1 ? `${count} × ` : ''}${line}`);
  console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
  return total.failed === 0;
}

async function check() {
  refuseOldNode();
  refuseFullDisk();
  rmSync(join(root, REPORTS), { recursive: true, force: true });
  mkdirSync(join(root, REPORTS), { recursive: true });
  const installation = await step('install', async () => {
    await install();
    await buildNativeModules();
    linkCommand();
  });
  if (installation.failed > 0) return;

  await tool('generate', process.execPath, ['scripts/generate.mjs']);
  await step('build', async () => void (await (await import('./build.mjs')).build()));
  await tool('types', bin('tsc'), ['--noEmit']);
  await tool('lint', bin('eslint'), ['.', '--max-warnings=0']);
  await tool('format', bin('prettier'), ['--check', '.']);
  await tool('boundaries', bin('depcruise'), ['--config', '.dependency-cruiser.cjs', 'src', 'plugins']);
  await tool('unused', bin('knip'), []);
  await tool('lock file', process.execPath, ['scripts/complete-lock.mjs', '--check']);
  await tool('translations', process.execPath, ['scripts/check-translations.mjs']);
  await tool('generated documents', process.execPath, ['scripts/documents.mjs', '--check']);

  const services = await checkServices();
  const stopOnSignal = () => void services.stop().finally(() => process.exit(1));
  process.on('SIGINT', stopOnSignal);
  process.on('SIGTERM', stopOnSignal);
  try {
    await checkTests({ ...process.env, ...services.env, SERVED_COVERAGE });
  } finally {
    await services.stop();
  }
}

try {
  await check();
} catch (error) {
  outcomes.push({ name: 'check', passed: 0, failed: 1, skipped: 0, seconds: 0 });
  console.error(sentenceOf(error));
}
const isClean = printSummary();
writeFileSync(
  join(root, REPORTS, 'summary.json'),
  JSON.stringify({ outcomes, skipped: [...skipped] }, undefined, 2),
);
process.exit(isClean ? 0 : 1);
