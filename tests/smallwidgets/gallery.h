#pragma once

#include <QWidget>

#include <memory>

class QStyle;

/// Windows put together from the small widgets as pages do it, for looking at them: every state that a picture can
/// show.
namespace gallery {

[[nodiscard]] std::unique_ptr<QWidget> mainWindow();
[[nodiscard]] std::unique_ptr<QWidget> tokens();
[[nodiscard]] std::unique_ptr<QWidget> signIn();
[[nodiscard]] std::unique_ptr<QWidget> states();
[[nodiscard]] std::unique_ptr<QWidget> controls();

} // namespace gallery
