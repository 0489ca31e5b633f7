package why401.token.issuer;

/// Ends an attempt from within; carries how it is to be taken.
public final class TokenRequestException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient TokenResult.Failed failed;

  public TokenRequestException(TokenResult.Failed failed) {
    super(failed.failure().description());
    this.failed = failed;
  }

  public TokenResult.Failed failed() {
    return failed;
  }
}
