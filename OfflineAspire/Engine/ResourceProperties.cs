using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Dashboards;
using Google.Protobuf.WellKnownTypes;

namespace Aspire.Hosting.Dcp;

/// <summary>What the dashboard shows about a resource under Aspire's names, which it knows how to show.</summary>
static class ResourceProperties
{
    public static IEnumerable<PropertyData> Of(Resource resource, CustomResourceSnapshot snapshot)
    {
        if (resource is ProjectResource project) yield return Property("project.path", Value.ForString(project.ProjectPath));
        if (resource.Process is { } process)
        {
            yield return Property("executable.path", Value.ForString(process.Path));
            yield return Property("executable.workDir", Value.ForString(process.WorkingDirectory));
            yield return Property("executable.args", Value.ForList([.. process.Arguments.Select(Value.ForString)]));
        }

        if (snapshot.ProcessId is { } processId) yield return Property("executable.pid", Value.ForString(processId.ToString()));
        if (snapshot.ExitCode is { } exitCode) yield return Property("resource.exitCode", Value.ForNumber(exitCode));
        if (resource is ParameterResource parameter && snapshot.State?.Text == KnownState.Running)
        {
            yield return new() { Name = "Value", Value = Value.ForString(parameter.Secret ? "********" : parameter.Current), IsSensitive = parameter.Secret, IsHighlighted = true };
        }
    }

    static PropertyData Property(string name, Value value) => new() { Name = name, Value = value };
}
