using System.Collections.Concurrent;
using System.Threading.Channels;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Knows the latest snapshot of every resource and tells those who watch.</summary>
public class ResourceNotificationService
{
    readonly ConcurrentDictionary<Resource, CustomResourceSnapshot> snapshots = [];
    readonly List<Channel<Resource>> watchers = [];
    readonly Lock gate = new();

    internal ResourceNotificationService() { }

    /// <summary>Replaces the snapshot of a resource by what <paramref name="stateFactory"/> makes of it.</summary>
    public Task PublishUpdateAsync(IResource resource, Func<CustomResourceSnapshot, CustomResourceSnapshot> stateFactory)
    {
        Publish((Resource)resource, stateFactory);
        return Task.CompletedTask;
    }

    internal void Publish(Resource resource, Func<CustomResourceSnapshot, CustomResourceSnapshot> change)
    {
        lock (gate)
        {
            snapshots[resource] = change(Snapshot(resource));
            foreach (var watcher in watchers) watcher.Writer.TryWrite(resource);
        }
    }

    internal CustomResourceSnapshot Snapshot(Resource resource) => snapshots.GetOrAdd(resource, static r => new(r switch
    {
        ProjectResource => "Project",
        ParameterResource => "Parameter",
        ExternalServiceResource => "ExternalService",
        _ => "Executable",
    }));

    /// <summary>The resources whose snapshot changes from now on, until cancelled.</summary>
    internal IAsyncEnumerable<Resource> Changes(CancellationToken cancellationToken)
    {
        var channel = Channel.CreateUnbounded<Resource>();
        lock (gate) watchers.Add(channel);
        cancellationToken.Register(() =>
        {
            lock (gate) watchers.Remove(channel);
        });
        return channel.Reader.ReadAllAsync(cancellationToken);
    }
}
