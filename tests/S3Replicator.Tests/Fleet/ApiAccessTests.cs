using Microsoft.AspNetCore.Http;
using S3Replicator.Hosting.Http;
using S3Replicator.Hosting.Http.Api;

namespace S3Replicator.Tests.Fleet;

public sealed class ApiAccessTests
{
    [Theory]
    [InlineData("127.0.0.1:80", "127.0.0.1", true)]
    [InlineData("127.0.0.1:80", "localhost", true)]
    [InlineData("[::1]:80", "[::1]", true)]
    [InlineData("localhost:80", "evil.example", false)]
    [InlineData("localhost:80", "127.0.0.1.evil.example", false)]
    [InlineData("*:80", "127.0.0.1", false)]
    [InlineData("0.0.0.0:80", "localhost", false)]
    [InlineData("192.0.2.1:80", "192.0.2.1", false)]
    public async Task Without_a_token_only_this_machine_is_admitted(string listen, string host, bool isAdmitted)
    {
        ListenAddress.TryParse(listen, out var address).ShouldBeTrue();
        var context = new DefaultHttpContext { Request = { Host = new HostString(host) } };

        (await new ApiAccess(address).AdmitsAsync(context)).ShouldBe(isAdmitted);

        context.Response.StatusCode.ShouldBe(isAdmitted ? StatusCodes.Status200OK : StatusCodes.Status403Forbidden);
    }
}
