import type { CredentialsTable, LinkKeysTable } from './access/tables.ts';
import type {
  AddressesTable,
  AlertGroupsTable,
  AlertsTable,
  AttemptsTable,
  DeliveriesTable,
  DeliveryAlertsTable,
  EndpointsTable,
  GroupAlertsTable,
  InboxMessagesTable,
  LinkActsTable,
  SilencesTable,
  ThreadsTable,
} from './alerts/tables.ts';
import type { ArchiveTable, ArchiveWordsTable, ArchiveWorkTable } from './archive/tables.ts';
import type { CanaryRunsTable } from './canary/tables.ts';
import type { FeedsTable, NoticesTable, SubscriptionsTable } from './feeds/tables.ts';
import type { FeedItemsTable } from './items/tables.ts';
import type {
  ArticleEmbeddingsTable,
  ArticleKeysTable,
  ArticleSignaturesTable,
  ArticlesTable,
  FeatureCountsTable,
  MatchesTable,
  StoriesTable,
  StoryKeysTable,
  StorySplitsTable,
} from './stories/tables.ts';
import type { ConfigFilesTable, ConfigTextsTable, ConfigVersionsTable } from './versions/tables.ts';
import type {
  DeliveryWorkTable,
  FeedWorkTable,
  HeartbeatsTable,
  HostsTable,
  ItemWorkTable,
  ProcessesTable,
} from './work/tables.ts';

/** Every table of Wirewatch, in camel case; the database has them in snake case. */
export interface Schema {
  feeds: FeedsTable;
  feedItems: FeedItemsTable;
  stories: StoriesTable;
  storyKeys: StoryKeysTable;
  storySplits: StorySplitsTable;
  articles: ArticlesTable;
  articleSignatures: ArticleSignaturesTable;
  articleKeys: ArticleKeysTable;
  articleEmbeddings: ArticleEmbeddingsTable;
  featureCounts: FeatureCountsTable;
  matches: MatchesTable;
  archive: ArchiveTable;
  archiveWords: ArchiveWordsTable;
  archiveWork: ArchiveWorkTable;
  alerts: AlertsTable;
  deliveries: DeliveriesTable;
  attempts: AttemptsTable;
  deliveryAlerts: DeliveryAlertsTable;
  endpoints: EndpointsTable;
  addresses: AddressesTable;
  silences: SilencesTable;
  alertGroups: AlertGroupsTable;
  groupAlerts: GroupAlertsTable;
  threads: ThreadsTable;
  inboxMessages: InboxMessagesTable;
  heartbeats: HeartbeatsTable;
  processes: ProcessesTable;
  credentials: CredentialsTable;
  linkKeys: LinkKeysTable;
  linkActs: LinkActsTable;
  feedWork: FeedWorkTable;
  itemWork: ItemWorkTable;
  deliveryWork: DeliveryWorkTable;
  hosts: HostsTable;
  notices: NoticesTable;
  subscriptions: SubscriptionsTable;
  configVersions: ConfigVersionsTable;
  configTexts: ConfigTextsTable;
  configFiles: ConfigFilesTable;
  canaryRuns: CanaryRunsTable;
}
