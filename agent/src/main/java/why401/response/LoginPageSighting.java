package why401.response;

/// A login page in place of the resource.
///
/// @param by how the page showed itself
/// @param where the redirect's target or the form's action, possibly empty; query and fragment are
///   removed
public record LoginPageSighting(By by, String where) {

  /// How a login page shows itself.
  public enum By {
    /// A redirect to a login, sign-in or authorization address.
    REDIRECT,
    /// A page with a password field.
    FORM
  }
}
