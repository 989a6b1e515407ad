/** What links in messages are signed with; one row. */
export interface LinkKeysTable {
  key: Buffer;
}

/** Who may log in. */
export interface CredentialsTable {
  name: string;
  passwordHash: string;
}
