import type { EnvironmentVariable } from '../../../../src/kernel/environment.js';
import type { Destination } from '../../contract/destination.js';
import { makeDriveDestination } from './drive.js';
import { fileDestination } from './file.js';
import { makeS3Destination } from './s3.js';

export const destinations: readonly Destination[] = [
  fileDestination,
  makeS3Destination(),
  makeDriveDestination(),
];

export const placeEnvironment: readonly EnvironmentVariable[] = [
  {
    name: 'AWS_ACCESS_KEY_ID',
    meaning: 'Id of the key for S3 buckets that have none of their own.',
    default: '',
    example: 'AKIA…',
  },
  {
    name: 'AWS_SECRET_ACCESS_KEY',
    meaning: 'Secret of that key.',
    default: '',
    example: 'the secret that was shown with the key',
  },
  {
    name: 'AWS_SESSION_TOKEN',
    meaning: 'Token that belongs to a key that is lent for a while.',
    default: '',
    example: 'the token that was given with the key',
  },
  {
    name: 'AWS_REGION',
    meaning: 'Region of S3 buckets that name none.',
    default: 'us-east-1',
    example: 'eu-central-1',
  },
  {
    name: 'AWS_ENDPOINT_URL',
    meaning: 'Where S3 buckets that name no address are: a service other than Amazon’s.',
    default: '',
    example: 'https://s3.example.com',
  },
  {
    name: 'GOOGLE_CREDENTIALS',
    meaning:
      'JSON of a service account, or of an OAuth client with a refresh token, for folders of Google Drive that have no credentials of their own.',
    default: '',
    example: '{"type":"service_account",…}',
  },
  {
    name: 'GOOGLE_API_ROOT',
    meaning: 'Where Google Drive answers, and gives tokens: an emulator.',
    default: 'https://www.googleapis.com',
    example: 'http://127.0.0.1:8082',
  },
];
