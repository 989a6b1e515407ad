/** Who may log in. */
export interface CredentialsTable {
  name: string;
  passwordHash: string;
}
