package why401.server;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.javalin.http.Context;
import java.util.List;
import org.jspecify.annotations.Nullable;
import why401.api.Json;

/// An error as a response body (RFC 9457).
///
/// @param errors every error of a refused configuration, or null (left out)
record ProblemDetails(
    String title,
    int status,
    String detail,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<String> errors) {
  static void answer(Context ctx, int status, String title, String detail) {
    answer(ctx, new ProblemDetails(title, status, detail, null));
  }

  static void answer(Context ctx, ProblemDetails problem) {
    ctx.status(problem.status())
        .contentType("application/problem+json")
        .result(Json.bytes(problem));
  }
}
