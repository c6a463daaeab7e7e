#include "base/translation.h"

#include <QCoreApplication>
#include <QLocale>
#include <QTranslator>

namespace wallaroo {

void installTranslation(QCoreApplication& app) {
    auto* translator = new QTranslator(&app);
    if (translator->load(QLocale(), QStringLiteral("wallaroo-admin"), QStringLiteral("_"), QStringLiteral(":/i18n"))
        || translator->load(QStringLiteral(":/i18n/wallaroo-admin_en.qm")))
        QCoreApplication::installTranslator(translator);
}

} // namespace wallaroo
