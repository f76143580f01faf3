using System.Reflection;
using System.Runtime.Loader;
using Aspire.Hosting;

namespace OfflineAspire.Tests;

/// <summary>OfflineAspire's public surface is what AppHost uses, and README.md lists it.</summary>
[Parallelizable(ParallelScope.All)]
public class PublicSurfaceTests
{
    static readonly HashSet<string> Listed =
        [.. File.ReadLines(Path.Combine(Repository.Root, "OfflineAspire", "README.md")).Where(line => line.Length > 2 && line[1] == ':' && "TMPF".Contains(line[0]))];

    [Test]
    public void The_list_in_the_README_is_the_public_surface() => Assert.That(Listed, Is.EquivalentTo(Declared().Select(DocumentationId.Of)));

    [Test]
    public void AppHost_uses_nothing_that_is_not_on_the_list() =>
        Assert.That(Used().Select(DocumentationId.Of).Distinct().Except(Listed), Is.Empty);

    // Constants, such as the values of an enum, are copied by the compiler and leave no reference behind.
    [Test]
    public void Every_member_on_the_list_is_used_by_AppHost() =>
        Assert.That(Listed.Where(id => id[0] is not 'T' and not 'F').Except(Used().Select(DocumentationId.Of)), Is.Empty);

    [Test]
    public void It_stays_under_2000_lines_of_code()
    {
        string[] built = [Path.Combine(Repository.Root, "OfflineAspire", "obj"), Path.Combine(Repository.Root, "OfflineAspire", "bin")];
        var lines = Directory.EnumerateFiles(Path.Combine(Repository.Root, "OfflineAspire"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !built.Any(file.StartsWith)).Sum(file => File.ReadLines(file).Count());

        Assert.That(lines, Is.InRange(1, 1999));
    }

    static IEnumerable<MemberInfo> Declared()
    {
        const BindingFlags all = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        foreach (var type in typeof(DistributedApplication).Assembly.GetExportedTypes())
        {
            yield return type;
            if (type.IsEnum)
            {
                foreach (var value in type.GetFields(all).Where(f => f.IsLiteral)) yield return value;
                continue;
            }

            // A record's own members (Equals, ToString, …) are the compiler's.
            var isRecord = type.GetMethod("<Clone>$") is not null;
            foreach (var member in type.GetMembers(all))
            {
                if (member is MethodInfo { IsSpecialName: true } or Type) continue;
                if (isRecord && member is not PropertyInfo && member is not ConstructorInfo) continue;
                if (member is ConstructorInfo constructor && constructor.GetParameters().Length == 0 && type.IsAbstract) continue;
                yield return member;
            }
        }
    }

    /// <summary>The types and members of Aspire that the compiled AppHost refers to.</summary>
    static List<MemberInfo> Used()
    {
        var context = new AssemblyLoadContext("AppHost", isCollectible: true);
        var resolver = new AssemblyDependencyResolver($"{Repository.AppHost}.dll");
        context.Resolving += (_, name) => resolver.ResolveAssemblyToPath(name) is { } path ? context.LoadFromAssemblyPath(path) : null;
        var appHost = context.LoadFromAssemblyPath($"{Repository.AppHost}.dll");
        if (appHost.GetReferencedAssemblies().All(a => a.Name != "OfflineAspire")) Assert.Ignore("This AppHost was built with Aspire's own packages.");

        // Tables of ECMA-335 II.22: TypeRef is 0x01, MemberRef 0x0A.
        return [.. Resolve(appHost.ManifestModule, 0x01000000), .. Resolve(appHost.ManifestModule, 0x0A000000)];
    }

    static IEnumerable<MemberInfo> Resolve(Module module, int table)
    {
        for (var token = table + 1; ; token++)
        {
            MemberInfo? member;
            try
            {
                // A reference from generic code stands in the context of its type parameters; which types they are does not matter here.
                member = module.ResolveMember(token, [.. Enumerable.Repeat(typeof(object), 4)], [.. Enumerable.Repeat(typeof(object), 4)]);
            }
            catch (ArgumentOutOfRangeException)
            {
                yield break;
            }

            var type = member as Type ?? member?.DeclaringType;
            var isWithExpression = member?.Name == "<Clone>$";
            if (type?.Namespace?.StartsWith("Aspire.Hosting") == true && !isWithExpression) yield return Definition(member!);
        }
    }

    // IResourceBuilder<ProjectResource>.get_Resource → the property of IResourceBuilder<T>
    static MemberInfo Definition(MemberInfo member)
    {
        const BindingFlags all = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static;
        if (member is Type) return member;
        var type = member.DeclaringType!.IsGenericType ? member.DeclaringType.GetGenericTypeDefinition() : member.DeclaringType;
        var definition = type.GetMembers(all).Single(m => m.MetadataToken == member.MetadataToken);
        return definition is MethodInfo { IsSpecialName: true } accessor ? type.GetProperties(all).Single(p => p.GetAccessors().Contains(accessor)) : definition;
    }
}
