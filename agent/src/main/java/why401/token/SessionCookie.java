package why401.token;

import why401.credential.secret.Secret;
import why401.http.CookieScope;

/// A cookie that a login has set, with where it goes.
public record SessionCookie(String name, Secret value, CookieScope scope) {}
