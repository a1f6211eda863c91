/**
 * What pages of the panel are made of: for the house's own and for those of plugins (`adapters/admin/*.page.tsx`, whose default export
 * is the page). It needs React alone and knows neither the host nor any plugin. Links are plain `<a href>`: the panel's shell turns
 * those that stay inside the panel into navigation without a reload.
 */
export { askAgain, onAskAgain, type AnswerAgain } from './ask-again.js';
export { StatusBadge, type Tone } from './badge.js';
export { Button, LinkButton, type ButtonProps } from './button.js';
export { Chart } from './chart/chart.js';
export type { ChartProps } from './chart/chart-props.js';
export { ChooseOne, Tick, type ChooseOneProps } from './choose-one.js';
export { ConfirmDialog, type ConfirmDialogProps } from './confirm-dialog.js';
export { CopyText } from './copy-text.js';
export { useDeed, useWatch } from './deed.js';
export { Dialog, type DialogProps } from './dialog.js';
export { useDraft, type Draft } from './draft.js';
export { DraftNotice } from './draft-notice.js';
export { fetchJson, Problem, type JsonRequest } from './fetch-json.js';
export { Field, type ControlAttributes, type FieldProps } from './field.js';
export { FindInput, type Choice, type FindInputProps } from './find-input.js';
export {
  formatBytes,
  formatDate,
  formatDateTime,
  formatDecimal,
  formatMoney,
  formatMonth,
  formatNumber,
  formatPercent,
  formatSeconds,
  NOTHING,
} from './format.js';
export { house, type HouseState, type NavigationLink } from './house.js';
export { guardBackAndForward, mayLeave, useLeaveGuard } from './leave-guard.js';
export {
  anyChange,
  changesOf,
  changesOfRecord,
  commentsUnder,
  onHint,
  passHint,
  useLive,
  useLiveJob,
  type JobHint,
  type LiveHint,
} from './live.js';
export { Menu } from './menu.js';
export { Notice, type NoticeProps } from './notice.js';
export { notify, onToast, type Toast } from './notify.js';
export { Await, Empty, Failure, Page, useProblemSentence, useTitle, type PageProps } from './page.js';
export { ProgressBar, type ProgressBarProps } from './progress-bar.js';
export { confirmFirst, onQuestion, type Question } from './question.js';
export { forgetReader, remember, remembered } from './reader-memory.js';
export { ReferenceInput, type ReferenceInputProps } from './reference-input.js';
export { RhythmFields, useRhythmWords, type RhythmFieldsProps } from './rhythm-fields.js';
export {
  areSingleKeysOn,
  listenToKeys,
  shortcutsHere,
  switchSingleKeys,
  useShortcut,
  type Shortcut,
} from './shortcuts.js';
export { saveFile } from './save-file.js';
export { Spinner } from './spinner.js';
export { Table, type Column, type TableProps } from './table.js';
export { readText, useLanguage, useText, type Facts, type Text } from './text.js';
export { asProblem, useLoaded, type Loaded } from './use-loaded.js';
export { zoneOptions } from './zone-options.js';
