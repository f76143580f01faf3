using EmbeddedZitadel.Api;
using EmbeddedZitadel.Api.Lists;
using EmbeddedZitadel.Api.Messages;
using EmbeddedZitadel.Errors;
using EmbeddedZitadel.Keys;

namespace EmbeddedZitadel.Applications;

internal sealed partial class ApplicationService
{
    private CreateApplicationKeyResponse CreateKey(ApiCall call, CreateApplicationKeyRequest request)
    {
        if (call.State.Applications.Find(request.ApplicationId) is { } application)
            call.Require(application.Details.ResourceOwner, application.ProjectId);
        var (key, file) = commands.AddKey(request.ProjectId, request.ApplicationId, request.ExpirationDate);
        return new(key.Id, key.Details.CreationDate, file);
    }

    private DeletionDateResponse DeleteKey(ApiCall call, DeleteApplicationKeyRequest request)
    {
        RequireFor(call, request.ProjectId, request.ApplicationId, "COMMAND-4m77G");
        return new(commands.RemoveKey(request.ProjectId, request.ApplicationId, request.KeyId).Details.ChangeDate);
    }

    private static GetApplicationKeyResponse GetKey(ApiCall call, GetApplicationKeyRequest request)
    {
        var (application, key) = AllKeys(call).FirstOrDefault(one => one.Key.Id == request.KeyId);
        if (key is null)
            throw ZitadelError.NotFound("QUERY-Tho4n", "Errors.AuthNKey.NotFound");
        call.Require(application.Details.ResourceOwner, application.ProjectId);
        return new(key.Id, key.Details.CreationDate, key.ExpirationDate);
    }

    private static ListApplicationKeysResponse ListKeys(ApiCall call, ListApplicationKeysRequest request)
    {
        var found = AllKeys(call).Where(one =>
            call.Allows(one.Application.Details.ResourceOwner, one.Application.ProjectId) && (request.Filters ?? []).All(filter =>
                Fits(filter, one.Application)));
        var page = Page<(Application Application, PublicKey Key)>.Of(request.Pagination, request.SortingColumn switch
        {
            "APPLICATION_KEYS_SORT_BY_PROJECT_ID" => found.OrderBy(one => one.Application.ProjectId, StringComparer.Ordinal),
            "APPLICATION_KEYS_SORT_BY_APPLICATION_ID" => found.OrderBy(one => one.Application.Id, StringComparer.Ordinal),
            "APPLICATION_KEYS_SORT_BY_CREATION_DATE" => found.OrderBy(one => one.Key.Details.CreationDate),
            "APPLICATION_KEYS_SORT_BY_ORGANIZATION_ID" => found.OrderBy(one => one.Application.Details.ResourceOwner, StringComparer.Ordinal),
            "APPLICATION_KEYS_SORT_BY_EXPIRATION" => found.OrderBy(one => one.Key.ExpirationDate),
            _ => found.OrderBy(one => one.Key.Id, StringComparer.Ordinal),
        });
        return new(page.Select(one => new ApplicationKeyMessage(
            one.Key.Id, one.Application.Id, one.Application.ProjectId, one.Key.Details.CreationDate, one.Application.Details.ResourceOwner,
                one.Key.ExpirationDate)),
            page.Pagination);
    }

    private static IEnumerable<(Application Application, PublicKey Key)> AllKeys(ApiCall call) =>
        call.State.Applications.All.SelectMany(application => application.Keys.Select(key => (application, key)));

    private static bool Fits(ApplicationKeySearchFilter filter, Application application) => filter switch
    {
        { ApplicationIdFilter: { } id } => application.Id == id.ApplicationId,
        { ProjectIdFilter: { } project } => application.ProjectId == project.ProjectId,
        { OrganizationIdFilter: { } organization } => application.Details.ResourceOwner == organization.OrganizationId,
        _ => true,
    };
}
