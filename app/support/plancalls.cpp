#include "support/plancalls.h"

#include "exchange/callsequence.h"
#include "runs/userplans.h"

namespace wallaroo {
namespace {

constexpr QLatin1String keycloakPath("/auth/");

QUrl urlOf(const Instance& instance, const QString& path) {
    return path.startsWith(keycloakPath) ? QUrl(instance.authBase.toString() + path.mid(keycloakPath.size() - 1))
                                         : QUrl(instance.apiBase.toString() + path);
}

exchange::SequenceCall callOf(const Instance& instance, const runs::CallPreview& preview) {
    exchange::SequenceCall made;
    made.call.method = preview.method.toLatin1();
    made.call.url = urlOf(instance, preview.path);
    made.call.body = preview.body.toUtf8();
    made.takesPassword = preview.body.contains(QStringLiteral("\"value\":\"…\""));
    if (preview.path.endsWith(QLatin1String("/role-mappings/realm")))
        made.role = urlOf(instance, QStringLiteral("/auth/admin/realms/master/roles/admin"));
    return made;
}

} // namespace

QString planText(exchange::Tool tool, const Instance& instance, const runs::Plan& plan) {
    std::vector<exchange::SequenceCall> calls;
    for (const auto& item : plan.items) {
        if (!item.leftOut.isEmpty())
            continue;
        for (const auto& step : item.steps) {
            if (step.preview.path.isEmpty())
                continue;
            calls.push_back(callOf(instance, step.preview));
            if (step.needs >= 0 && step.preview.path.contains(QStringLiteral("{id}")))
                calls.back().person =
                    urlOf(instance, QStringLiteral("/auth/admin/realms/master/users?exact=true&username=")
                                        + QString::fromLatin1(QUrl::toPercentEncoding(item.email)));
        }
    }
    return exchange::sequenceText(tool, instance, calls);
}

runs::Plan shownByKeycloak(runs::Plan plan) {
    for (auto& item : plan.items) {
        for (auto& step : item.steps) {
            if (step.kind == QLatin1String("user.deactivate") || step.kind == QLatin1String("user.activate"))
                step.preview =
                    runs::userStep(step.kind, {{QStringLiteral("id"), step.arguments[QStringLiteral("id")]}}).preview;
        }
    }
    return plan;
}

} // namespace wallaroo
