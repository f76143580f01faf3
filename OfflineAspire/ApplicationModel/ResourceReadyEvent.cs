using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;

namespace Aspire.Hosting.Eventing
{
    /// <summary>An event of the application.</summary>
    public interface IDistributedApplicationEvent;

    /// <summary>Takes subscriptions to events.</summary>
    public interface IDistributedApplicationEventing
    {
        /// <summary>Calls <paramref name="callback"/> for each event of that type.</summary>
        DistributedApplicationEventSubscription Subscribe<T>(Func<T, CancellationToken, Task> callback) where T : IDistributedApplicationEvent;
    }

    /// <summary>A subscription.</summary>
    public class DistributedApplicationEventSubscription
    {
        internal DistributedApplicationEventSubscription() { }
    }

    sealed class DistributedApplicationEventing : IDistributedApplicationEventing
    {
        readonly List<Func<object, CancellationToken, Task>> callbacks = [];

        public DistributedApplicationEventSubscription Subscribe<T>(Func<T, CancellationToken, Task> callback) where T : IDistributedApplicationEvent
        {
            callbacks.Add((e, cancellation) => e is T typed ? callback(typed, cancellation) : Task.CompletedTask);
            return new();
        }

        /// <summary>One callback after the other, as Aspire does; the first that fails ends it.</summary>
        public async Task PublishAsync(IDistributedApplicationEvent e, CancellationToken cancellationToken)
        {
            foreach (var callback in callbacks) await callback(e, cancellationToken);
        }
    }
}

namespace Aspire.Hosting.ApplicationModel
{
    /// <summary>The resource runs and its health checks have succeeded for the first time since its start.</summary>
    public class ResourceReadyEvent : IDistributedApplicationEvent
    {
        internal ResourceReadyEvent(IResource resource, IServiceProvider services) => (Resource, Services) = (resource, services);

        /// <summary>Which one.</summary>
        public IResource Resource { get; }

        /// <summary>The application's services.</summary>
        public IServiceProvider Services { get; }
    }
}

namespace Aspire.Hosting
{
    /// <summary>Subscriptions to the events of one resource.</summary>
    public static class DistributedApplicationEventingExtensions
    {
        /// <summary>Calls <paramref name="callback"/> each time the resource gets ready. Those who wait for the resource wait for this too.</summary>
        public static IResourceBuilder<T> OnResourceReady<T>(this IResourceBuilder<T> builder, Func<T, ResourceReadyEvent, CancellationToken, Task> callback)
            where T : IResource
        {
            ResourceBuilderExtensions.Of(builder).ReadyCallbacks.Add((e, cancellation) => callback(builder.Resource, e, cancellation));
            return builder;
        }
    }
}
