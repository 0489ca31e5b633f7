package why401.response;

/// Whether the answering side evaluated a credential.
public enum CredentialReceipt {
  /// It did: the answer judges the credential.
  YES,
  /// It says that none arrived.
  NO,
  /// The answer does not tell.
  UNKNOWN
}
