// AdminJS as the server needs it: what describes resources, and nothing that draws them. The whole package takes seconds and a
// hundred megabytes to load, its front end included; in dist/ this file is a bundle of these names alone
// (scripts/bundle-adminjs.mjs), so every import of AdminJS on the server goes through here.
export {
  default as AdminJS,
  BaseProperty,
  BaseRecord,
  BaseResource,
  populator,
  requestParser,
  ViewHelpers,
} from 'adminjs';
export type {
  Action,
  ActionContext,
  ActionDecorator,
  ActionRequest,
  ActionResponse,
  AdminJSOptions,
  BasePropertyJSON,
  CurrentAdmin,
  PropertyOptions,
  PropertyType,
  RecordJSON,
  ResourceJSON,
  ResourceOptions,
} from 'adminjs';
