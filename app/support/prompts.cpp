#include "support/prompts.h"

#include "domain/address.h"

#include <QDesktopServices>
#include <QFileDialog>

namespace wallaroo {

void DesktopPrompts::chooseFile(QWidget* parent, const QString& title, const QString& filter, QObject* context,
                                std::function<void(QString path)> chosen) {
    auto* dialog = new QFileDialog(parent, title, {}, filter);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    QObject::connect(dialog, &QFileDialog::fileSelected, context, std::move(chosen));
    dialog->open();
}

void DesktopPrompts::chooseNewFile(QWidget* parent, const QString& title, const QString& suggestedName,
                                   const QString& filter, QObject* context, std::function<void(QString path)> chosen) {
    auto* dialog = new QFileDialog(parent, title, {}, filter);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setFileMode(QFileDialog::AnyFile);
    dialog->selectFile(suggestedName);
    QObject::connect(dialog, &QFileDialog::fileSelected, context, std::move(chosen));
    dialog->open();
}

bool DesktopPrompts::mayOpen(const QUrl& address) {
    if (!address.isValid() || address.host().isEmpty() || !address.userInfo().isEmpty())
        return false;
    const QString scheme = address.scheme();
    return scheme == QLatin1String("https") || (scheme == QLatin1String("http") && isLoopback(address.host()));
}

void DesktopPrompts::openAddress(const QUrl& address) {
    if (mayOpen(address))
        QDesktopServices::openUrl(address);
}

} // namespace wallaroo
